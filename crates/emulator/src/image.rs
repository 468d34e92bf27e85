//! What is in a chip's memory when it leaves the issuer: applications, files, keys, data objects,
//! and who may read what. Shared between cards and never changed; what a card writes later
//! (counters, changed PINs) is in [`crate::chip::Eeprom`].
#![forbid(unsafe_code)]

use core::fmt;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::authority::keys::TestKey;

/// An application of the card (docs/facts/card.md §2). Closed: these are all that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum App {
    /// 公的個人認証AP.
    Jpki,
    /// 券面事項確認AP.
    Surface,
    /// 券面事項入力補助AP.
    Text,
    /// 住基AP.
    Juki,
    /// 共通カードAP.
    Common,
}

impl App {
    /// All applications, in the order in which the card's directory has them.
    pub const ALL: [Self; 5] = [
        Self::Jpki,
        Self::Common,
        Self::Juki,
        Self::Surface,
        Self::Text,
    ];

    /// The application identifier \[C\].
    pub const fn aid(self) -> [u8; 10] {
        match self {
            Self::Jpki => [0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01],
            Self::Surface => [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02],
            Self::Text => [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08],
            Self::Juki => [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x01],
            Self::Common => [0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00],
        }
    }
}

/// The issuer security domain, "MF state" \[M\]\[1\].
pub(crate) const ISSUER_SECURITY_DOMAIN: [u8; 7] = [0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00];

/// A key or code that VERIFY takes, by application and elementary file (docs/facts/card.md §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyRef {
    /// The application that holds it.
    pub app: App,
    /// The elementary file.
    pub ef: u16,
}

impl KeyRef {
    /// 利用者証明用電子証明書暗証番号.
    pub const AUTHENTICATION_PIN: Self = Self::new(App::Jpki, 0x0018);
    /// 署名用電子証明書暗証番号.
    pub const SIGNATURE_PASSWORD: Self = Self::new(App::Jpki, 0x001B);
    /// 照合番号B of the surface application: opens the face record.
    pub const CODE_B: Self = Self::new(App::Surface, 0x0012);
    /// 照合番号A of the surface application.
    pub const CODE_A: Self = Self::new(App::Surface, 0x0013);
    /// 生年月日 key of the surface application.
    pub const BIRTH_DATE: Self = Self::new(App::Surface, 0x0011);
    /// 券面事項入力補助用暗証番号.
    pub const TEXT_PIN: Self = Self::new(App::Text, 0x0011);
    /// 照合番号A of the text application, with a counter of its own.
    pub const TEXT_CODE_A: Self = Self::new(App::Text, 0x0014);
    /// 照合番号B of the text application, with a counter of its own.
    pub const TEXT_CODE_B: Self = Self::new(App::Text, 0x0015);
    /// The key of the text application that is blocked from issuance.
    pub const TEXT_UNKNOWN: Self = Self::new(App::Text, 0x0012);
    /// The PIN of the common application.
    pub const COMMON_PIN: Self = Self::new(App::Common, 0x001C);
    /// 住民基本台帳用暗証番号.
    pub const JUKI_PIN: Self = Self::new(App::Juki, 0x001C);

    /// Any other.
    pub const fn new(app: App, ef: u16) -> Self {
        Self { app, ef }
    }
}

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    Free,
    /// Who has verified any one of these keys of the same application.
    AnyOf(&'static [u16]),
    Never,
}

/// How a key counts and whether it can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyRule {
    /// The counter after a right VERIFY; `None` does not count and answers 6300.
    pub(crate) tries: Option<u8>,
    /// Which command changes it.
    pub(crate) change: Change,
    /// The lengths that a new value may have.
    pub(crate) lengths: (usize, usize),
}

/// Which command changes a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// CHANGE REFERENCE DATA, `00 24 01 80`.
    ReferenceData,
    /// JICSAP CHANGE KEY, `80 32 00 80`.
    Key,
    No,
}

/// What a private key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyUse {
    /// COMPUTE DIGITAL SIGNATURE after one of these keys; free where the list is empty.
    Sign(&'static [u16]),
    /// INTERNAL AUTHENTICATE, with no credential.
    InternalAuthenticate,
}

/// One elementary file.
#[derive(Clone)]
pub(crate) enum File {
    Transparent {
        content: Arc<[u8]>,
        access: Access,
    },
    Records {
        records: Arc<[Vec<u8>]>,
        access: Access,
    },
    /// A key that VERIFY takes, with its value at issuance. An empty value matches nothing.
    Secret {
        value: Vec<u8>,
        tries: Option<u8>,
        rule: KeyRule,
    },
    PrivateKey {
        key: TestKey,
        role: KeyUse,
    },
    /// An internal file that can be selected and no more.
    Internal,
}

/// A chip's memory as issued.
#[derive(Clone, Default)]
pub struct Image {
    pub(crate) applications: Vec<(App, BTreeMap<u16, File>)>,
    /// Files outside any application.
    pub(crate) master: BTreeMap<u16, File>,
    /// Data objects that answer with no application selected.
    pub(crate) objects: BTreeMap<u16, Arc<[u8]>>,
    /// The contact ATR without its first byte.
    pub(crate) contact_atr: Option<Arc<[u8]>>,
    /// Whether the issuer security domain can be selected.
    pub(crate) security_domain: bool,
    /// Whether the last-command indicator `80 FC` answers (iPhone).
    pub(crate) last_command_indicator: bool,
}

impl Image {
    pub(crate) fn application(&self, app: App) -> Option<&BTreeMap<u16, File>> {
        self.applications
            .iter()
            .find(|(kind, _)| *kind == app)
            .map(|(_, files)| files)
    }

    pub(crate) fn file(&self, app: Option<App>, ef: u16) -> Option<&File> {
        match app {
            Some(app) => self.application(app)?.get(&ef),
            None => self.master.get(&ef),
        }
    }

    /// Replaces the content of a transparent file, for a test that needs another (a damaged
    /// record, two bytes in front of an object).
    pub fn alter_content(&mut self, app: App, ef: u16, alter: impl FnOnce(&mut Vec<u8>)) {
        let file = self
            .applications
            .iter_mut()
            .find(|(kind, _)| *kind == app)
            .and_then(|(_, files)| files.get_mut(&ef));
        if let Some(File::Transparent { content, .. }) = file {
            let mut bytes = content.to_vec();
            alter(&mut bytes);
            *content = bytes.into();
        }
    }

    /// The bytes of a transparent file as the chip holds them, filler included, whoever may read
    /// them. For tests; no command gives this.
    pub fn content(&self, app: App, ef: u16) -> Option<&[u8]> {
        match self.file(Some(app), ef)? {
            File::Transparent { content, .. } => Some(content),
            _ => None,
        }
    }
}

/// Shows the shape only: files hold names, addresses and photos.
impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Image")
            .field("applications", &self.applications.len())
            .field("objects", &self.objects.len())
            .finish_non_exhaustive()
    }
}
