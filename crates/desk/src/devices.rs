//! The seam between the desk and a maker's devices and programs: one trait of two functions.
#![forbid(unsafe_code)]

use core::fmt;

use super::answer::{Passcode, Secret};
use mynareader_card::application::record::Signature;
use mynareader_card::secret::Pin;
use mynareader_facts::Mode;
use mynareader_reception::fault::{FaultCode, Symptom};
use mynareader_reception::reception::{Actor, Answer, Number, Order, Request};

/// Whatever carries out what the desk cannot do by itself: screens, keypad, scanner, camera, the
/// national software, the staff. [`Parts`](super::Parts) makes one of six smaller traits.
///
/// Requests and orders are closed: whoever matches on them without a `_` hears from the compiler
/// what a new version asks.
pub trait Devices {
    /// Carries an order out. The desk itself does what concerns the card, the secrets and the
    /// journal ([`Wipe`](Order::Wipe), [`ReleaseCard`](Order::ReleaseCard),
    /// [`EndCard`](Order::EndCard), [`Record`](Order::Record)); all others come here, once each.
    fn order(&mut self, number: Number, order: &Order, view: View);

    /// Begins with a request, which is answered at once or later through the
    /// [`Handle`](super::Handle) under its number. The desk itself serves what is asked of the card
    /// ([`Request::is_card_task`]); all others come here, with what they work with.
    fn request(
        &mut self,
        number: Number,
        request: &Request,
        material: Material<'_>,
        view: View,
    ) -> Served<Given>;
}

impl<D: Devices + ?Sized> Devices for &mut D {
    fn order(&mut self, number: Number, order: &Order, view: View) {
        (**self).order(number, order, view);
    }

    fn request(
        &mut self,
        number: Number,
        request: &Request,
        material: Material<'_>,
        view: View,
    ) -> Served<Given> {
        (**self).request(number, request, material, view)
    }
}

/// What a request works with, as far as the desk holds it. It is the card's or the patient's, and
/// lent for the call. Closed: what a request needs must reach whoever serves it.
#[derive(Clone, Copy)]
pub enum Material<'a> {
    /// It needs nothing.
    Nothing,
    /// For [`CompareFace`](Request::CompareFace): the photo as the chip stores it, JPEG 2000. Check
    /// its size before decoding.
    Photo(&'a [u8]),
    /// For [`Authenticate`](Request::Authenticate) in the way
    /// [`Signed`](mynareader_reception::reception::Path::Signed): the card's signature over the
    /// challenge.
    Signature(&'a Signature),
    /// For [`AuthenticateWithPin`](Request::AuthenticateWithPin): the PIN. It is handed out once;
    /// present it once, and not at all when one try is left and the request's `last_try` is false.
    Pin(&'a Pin),
    /// For [`CheckPasscode`](Request::CheckPasscode): the facility's passcode.
    Passcode(&'a Passcode),
}

/// Shows what it is, and nothing of it.
impl fmt::Debug for Material<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "Nothing",
            Self::Photo(_) => "Photo",
            Self::Signature(_) => "Signature",
            Self::Pin(_) => "Pin",
            Self::Passcode(_) => "Passcode",
        })
    }
}

/// An answer that is given with the call.
#[derive(Debug)]
pub enum Given {
    /// All that there is to it, and who says so. What only the desk can know, that a PIN was
    /// entered, say, is not taken from here: the request counts as failed then.
    Plain(Answer, Actor),
    /// With a secret.
    Secret(Secret),
}

/// What a device answers.
#[derive(Debug)]
pub enum Served<T> {
    /// The answer.
    Now(T),
    /// It will be posted through the [`Handle`](super::Handle), with the request's number.
    Later,
    /// It failed, with this code: one of the terminal's or the centre's, or of the maker's own.
    Failed(FaultCode),
    /// It failed, and this is what was seen; the desk finds the code.
    Symptom(Symptom),
}

impl<T> Served<T> {
    /// The same with another answer made of the one that is there.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Served<U> {
        match self {
            Self::Now(answer) => Served::Now(make(answer)),
            Self::Later => Served::Later,
            Self::Failed(code) => Served::Failed(code),
            Self::Symptom(symptom) => Served::Symptom(symptom),
        }
    }
}

/// How a screen is to be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The operation mode.
    pub mode: Mode,
    /// A rehearsal: mark every screen.
    pub rehearsal: bool,
    /// The patient may go back to the methods from what is asked now: show the button 「もどる」, beside
    /// the keypad 「番号がわからない」, and answer with [`Answer::Back`].
    pub may_go_back: bool,
}
