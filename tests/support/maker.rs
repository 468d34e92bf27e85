//! A maker's devices that answer everything at once, for a patient who is checked in by face.
#![allow(dead_code)] // Each program uses its part.

use mynareader::application::ToSign;
use mynareader::certificate::{Accept, UntracedIssuer};
use mynareader::desk::{
    CardLink, CardReading, Desk, Devices, Entitlement, FaceResult, Given, Material, Options,
    Secret, Served, View,
};
use mynareader::facts::Method;
use mynareader::reception::{
    Actor, Answer, Comparison, Consents, Eligibility, FaceDecision, Liveness, Number, Order,
    Outcome, Reception, Request, Scope, State, Tick,
};
use mynareader::secret::CodeB;

/// The devices, and who looks on when the photo is lent.
pub struct Maker<F> {
    pub code_b: String,
    pub at_comparison: F,
}

impl<F: FnMut(Material<'_>)> Devices for Maker<F> {
    fn order(&mut self, _: Number, _: &Order, _: View) {}

    fn request(
        &mut self,
        _: Number,
        request: &Request,
        material: Material<'_>,
        _: View,
    ) -> Served<Given> {
        let by = |answer, actor| Served::Now(Given::Plain(answer, actor));
        let secret = |secret| Served::Now(Given::Secret(secret));
        match request {
            Request::ChooseMethod { .. } => by(Answer::Method(Method::Face), Actor::Patient),
            Request::ScanCardFace { .. } => {
                let looks = (0..3).filter_map(|_| CodeB::from_ascii(self.code_b.as_bytes()).ok());
                secret(Secret::Reading(CardReading::of(looks.collect())))
            }
            Request::CompareFace { .. } => {
                (self.at_comparison)(material);
                let (decision, liveness) = (FaceDecision::Match, Liveness::Live);
                let comparison = Comparison { decision, liveness };
                secret(Secret::Face(FaceResult::of("none", "0", comparison)))
            }
            Request::ObtainChallenge => {
                let digest = ToSign::digest(&[7; 32]);
                secret(Secret::Challenge(digest, Actor::Terminal))
            }
            Request::Authenticate { .. } => {
                by(Answer::Authenticated { registered: true }, Actor::Terminal)
            }
            Request::QueryEligibility => by(
                Entitlement::from(Eligibility::Valid).into(),
                Actor::Terminal,
            ),
            Request::ShowNotice(_) => by(Answer::NoticeRead, Actor::Patient),
            Request::AskConsent(_) => by(Answer::Consented(Consents::empty()), Actor::Patient),
            Request::Deliver { .. } => by(Answer::Delivered, Actor::Terminal),
            // Of the desk itself, or of other ways than this patient's.
            _ => Served::Later,
        }
    }
}

/// For the virtual card.
pub fn options() -> Options {
    Options {
        accept: Accept::ProductionAndTest,
        untraced: UntracedIssuer::Report,
        ..Options::default()
    }
}

/// A desk of such a maker.
pub fn desk<'l, F: FnMut(Material<'_>) + 'l>(
    reception: Reception,
    maker: Maker<F>,
    link: &'l mut dyn CardLink,
) -> Desk<'l> {
    Desk::new(reception, maker, link, options())
}

/// A whole check-in, from the card on to the card off, at this desk.
pub fn check_in(desk: &mut Desk<'_>, day: &str) {
    let handle = desk.handle();
    handle
        .card_placed(day.parse().expect("a day"))
        .expect("room");
    let mut polls = 0;
    while desk.reception().state() != State::Ended {
        desk.poll(&Tick::ZERO);
        polls += 1;
        assert!(polls < 1000, "it waits in {}", desk.reception().state());
    }
    assert_eq!(
        desk.reception().outcome(),
        Some(Outcome::Admitted(Scope::Full))
    );
    handle.card_removed().expect("room");
    while desk.reception().state() != State::Idle {
        desk.poll(&Tick::ZERO);
        polls += 1;
        assert!(polls < 1000, "the card stays");
    }
    desk.poll(&Tick::ZERO);
    assert_eq!(desk.take_journals().len(), 1);
}
