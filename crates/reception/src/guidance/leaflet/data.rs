//! The texts as shipped.
#![forbid(unsafe_code)]

/// The words of the frame, and every text by its name.
pub(super) type Texts = (&'static str, &'static [(&'static str, &'static str)]);

macro_rules! texts {
    ($language:literal) => {
        (
            include_str!(concat!($language, "/words.txt")),
            &[
                texts!(@leaflet $language, "certificate-renewal"),
                texts!(@leaflet $language, "card-renewal"),
                texts!(@leaflet $language, "pin-reset"),
                texts!(@leaflet $language, "code-b-unlock"),
                texts!(@leaflet $language, "card-reissue"),
                texts!(@leaflet $language, "insurer-not-registered"),
                texts!(@leaflet $language, "smartphone"),
                texts!(@leaflet $language, "reader-how-to"),
                texts!(@leaflet $language, "face-only-card"),
                texts!(@leaflet $language, "staff-mode-switch"),
                texts!(@leaflet $language, "staff-readiness"),
                texts!(@paper $language, "four-items"),
                texts!(@paper $language, "declaration"),
                texts!(@paper $language, "outage-mode"),
                texts!(@paper $language, "after-recovery"),
            ],
        )
    };
    (@leaflet $language:literal, $name:literal) => {
        ($name, include_str!(concat!($language, "/", $name, ".md")))
    };
    (@paper $language:literal, $name:literal) => {
        ($name, include_str!(concat!("../outage/", $language, "/", $name, ".md")))
    };
}

pub(super) const JAPANESE: Texts = texts!("ja");
pub(super) const ENGLISH: Texts = texts!("en");
