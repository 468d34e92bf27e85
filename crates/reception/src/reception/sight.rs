//! The staff's eye: the comparison, and the facility's passcode.
#![forbid(unsafe_code)]

use super::action::{Order, Request, Screen, Secrets, SightPlace, StaffNotice, Work};
use super::context::{Context, Flow};
use super::entry::Entry;
use super::event::Sighting;
use super::offer::Closed;
use super::outcome::Proof;
use super::visit::{Step, Visit};
use crate::fault::FaultCode;
use mynareader_facts::{Method, Mode};

impl Visit {
    pub(super) fn begin_sight(&mut self, context: &mut Context<'_>) -> Flow {
        context.order(Order::Show(Screen::Working(Work::StaffLooking)));
        let place = if context.setting.mode == Mode::Visual {
            SightPlace::Terminal
        } else {
            SightPlace::Reader
        };
        self.ask(
            context,
            Step::CheckingBySight,
            Request::CheckBySight { place },
        )
    }

    pub(super) fn sighted(&mut self, context: &mut Context<'_>, sighting: Sighting) -> Flow {
        context.record(Entry::Sighted(sighting));
        match sighting {
            // In the visual mode an administrator's account has vouched for the staff; and in a
            // rehearsal nobody asks the terminal.
            Sighting::Same
                if context.setting.mode == Mode::Visual || context.setting.config.rehearsal =>
            {
                self.proved(context, Proof::Staff)
            }
            Sighting::Same => self.ask(context, Step::CheckingPasscode, Request::CheckPasscode),
            Sighting::NotSame => {
                self.note(context, FaultCode::FACE_NOT_MATCHED);
                self.sight_failed(context, Closed::NotProved)
            }
            Sighting::ProxyOnly => {
                self.proxy = true;
                // Nor is a stranger's face captured to be compared with the patient's.
                self.close_face(context, Closed::NotProved);
                context.order(Order::Tell(StaffNotice::ProxyCannotBeSighted));
                self.sight_failed(context, Closed::NotProved)
            }
            Sighting::Declined => self.sight_failed(context, Closed::NoAnswer),
        }
    }

    pub(super) fn passcode_checked(&mut self, context: &mut Context<'_>, accepted: bool) -> Flow {
        context.record(Entry::PasscodeChecked { accepted });
        context.order(Order::Wipe(Secrets::PASSCODE));
        if accepted {
            return self.proved(context, Proof::Staff);
        }
        self.progress.passcodes = self.progress.passcodes.saturating_add(1);
        if self.progress.passcodes < context.setting.config.passcodes {
            self.begin_sight(context)
        } else {
            self.sight_failed(context, Closed::NotProved)
        }
    }

    /// The check by sight is over for this check-in. Its code, if any, has been noted.
    pub(super) fn sight_failed(&mut self, context: &mut Context<'_>, closed: Closed) -> Flow {
        context.order(Order::Wipe(Secrets::PASSCODE));
        self.progress.staff = Some(closed);
        let code = match closed {
            Closed::Failed(code) => Some(code),
            _ => None,
        };
        self.method_failed(context, Method::Staff, code)
    }
}
