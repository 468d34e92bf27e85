//! Selecting, reading, proving: the commands other than signatures (card.md §1.3).
#![forbid(unsafe_code)]

use std::collections::BTreeSet;

use super::apdu::Apdu;
use super::eeprom::Verdict;
use super::{Chip, Outcome, Reply, data, done, status};
use crate::encoding::object;
use crate::image::{Access, App, Change, File, ISSUER_SECURITY_DOMAIN, KeyRef, KeyRule};
use crate::policy::{ContactAtr, Extended};

impl Chip {
    pub(super) fn select(&mut self, apdu: &Apdu<'_>) -> Outcome {
        match (apdu.p1, apdu.p2) {
            (0x04, 0x00 | 0x0C) => self.select_application(apdu),
            (0x02, 0x00 | 0x0C) => self.select_file(apdu),
            // The ISO form of "select the MF": never of use [M][1] myna-card.
            (0x00, 0x00) => match (apdu.data, self.session.app) {
                (Some([0x3F, 0x00]), _) => Err(status::NOT_FOUND),
                (None, Some(_)) => done(),
                _ => Err(status::PARAMETERS),
            },
            _ => Err(status::PARAMETERS),
        }
    }

    /// By name. A part of a name is enough (JICSAP): the first that begins so is taken.
    fn select_application(&mut self, apdu: &Apdu<'_>) -> Outcome {
        let name = apdu.data.ok_or(status::WRONG_LENGTH)?;
        if name.len() > 16 {
            return Err(status::WRONG_LENGTH);
        }
        let app = self
            .image
            .applications
            .iter()
            .map(|(app, _)| *app)
            .find(|app| app.aid().starts_with(name));
        let full_name = match app {
            Some(app) => app.aid().to_vec(),
            None if self.image.security_domain && ISSUER_SECURITY_DOMAIN.starts_with(name) => {
                ISSUER_SECURITY_DOMAIN.to_vec()
            }
            None => return Err(status::NOT_FOUND),
        };
        // JICSAP 5.1.3: the same application keeps its security status (rule 2), any other DF
        // loses it (rule 3).
        let stays =
            app.is_some() && app == self.session.app && !self.policy.reselect_clears_security;
        if !stays {
            self.session.verified = BTreeSet::new();
        }
        self.session.app = app;
        self.session.current_file = None;
        if apdu.p2 == 0x00 && apdu.expected.is_some() {
            // FCI with the DF name; what else the card puts in is not known [?].
            return data(object(0x6F, &object(0x84, &full_name)));
        }
        done()
    }

    fn select_file(&mut self, apdu: &Apdu<'_>) -> Outcome {
        let &[high, low] = apdu.data.ok_or(status::WRONG_LENGTH)? else {
            return Err(status::WRONG_LENGTH);
        };
        let ef = u16::from_be_bytes([high, low]);
        self.image
            .file(self.session.app, ef)
            .ok_or(status::NOT_FOUND)?;
        self.session.current_file = Some(ef);
        done()
    }

    /// The file that the low five bits of a reference name; 0 is the current one.
    fn short_file(&self, sfi: u8) -> Result<u16, u16> {
        match sfi {
            0 => self.session.current_file.ok_or(status::NO_CURRENT_FILE),
            0x1F => Err(status::PARAMETERS),
            _ => {
                let ef = u16::from(sfi);
                self.image
                    .file(self.session.app, ef)
                    .ok_or(status::NOT_FOUND)?;
                Ok(ef)
            }
        }
    }

    /// `80` is the current file, `80|SFI` another.
    pub(super) fn referenced_file(&self, p2: u8) -> Result<u16, u16> {
        if p2 & 0xE0 != 0x80 {
            return Err(status::PARAMETERS);
        }
        self.short_file(p2 & 0x1F)
    }

    fn may_read(&self, access: Access) -> Result<(), u16> {
        let open = match access {
            Access::Free => true,
            Access::AnyOf(keys) => keys.iter().any(|key| self.session.verified.contains(key)),
            Access::Never => false,
        };
        if open { Ok(()) } else { Err(status::SECURITY) }
    }

    pub(super) fn read_binary(&mut self, apdu: &Apdu<'_>) -> Outcome {
        if apdu.data.is_some() {
            return Err(status::WRONG_LENGTH);
        }
        let expected = apdu.expected.ok_or(status::WRONG_LENGTH)?;
        if apdu.extended && self.policy.extended == Extended::NotForReading {
            return Err(status::WRONG_LENGTH);
        }
        let (ef, offset) = if apdu.p1 & 0x80 == 0 {
            let ef = self.session.current_file.ok_or(status::NO_CURRENT_FILE)?;
            (ef, u16::from_be_bytes([apdu.p1, apdu.p2]))
        } else {
            // Through a short identifier only the first 256 bytes can be addressed.
            if !matches!(apdu.p1, 0x81..=0x9E) {
                return Err(status::PARAMETERS);
            }
            (self.short_file(apdu.p1 & 0x1F)?, u16::from(apdu.p2))
        };
        self.session.current_file = Some(ef);
        let (content, access) = match self.image.file(self.session.app, ef) {
            Some(File::Transparent { content, access }) => (content.clone(), *access),
            Some(_) => return Err(status::STRUCTURE),
            None => return Err(status::NOT_FOUND),
        };
        self.may_read(access)?;
        let rest = content.get(usize::from(offset)..).ok_or(status::OFFSET)?;
        if rest.is_empty() && self.policy.end_of_file_is_out_of_range {
            return Err(status::OFFSET);
        }
        let taken: Vec<u8> = rest.iter().copied().take(expected).collect();
        let status = if taken.len() < expected && self.policy.short_read_answers_6282 {
            status::END_OF_FILE
        } else {
            status::OK
        };
        Ok(Reply {
            data: taken,
            status,
        })
    }

    /// One record by its number. Reading several at once is not provided (`6A81`).
    pub(super) fn read_record(&mut self, apdu: &Apdu<'_>) -> Outcome {
        if apdu.data.is_some() {
            return Err(status::WRONG_LENGTH);
        }
        let expected = apdu.expected.ok_or(status::WRONG_LENGTH)?;
        match apdu.p2 & 0x07 {
            0x04 => {}
            0x05 => return Err(status::NOT_SUPPORTED),
            _ => return Err(status::PARAMETERS),
        }
        let ef = self.short_file(apdu.p2 >> 3)?;
        self.session.current_file = Some(ef);
        let (records, access) = match self.image.file(self.session.app, ef) {
            Some(File::Records { records, access }) => (records.clone(), *access),
            Some(_) => return Err(status::STRUCTURE),
            None => return Err(status::NOT_FOUND),
        };
        self.may_read(access)?;
        let index = usize::from(apdu.p1)
            .checked_sub(1)
            .ok_or(status::PARAMETERS)?;
        let record = records.get(index).ok_or(status::NO_RECORD)?;
        data(record.iter().copied().take(expected).collect())
    }

    /// The key in a file of the current application.
    fn secret(&self, ef: u16) -> Result<(KeyRef, KeyRule), u16> {
        let app = self.session.app.ok_or(status::NO_CURRENT_FILE)?;
        let key = KeyRef::new(app, ef);
        match self.image.file(Some(app), ef) {
            Some(File::Secret { .. }) => self
                .eeprom
                .rule(key)
                .map(|rule| (key, rule))
                .ok_or(status::NO_OBJECT),
            Some(File::PrivateKey { .. } | File::Internal) => Err(status::CONDITIONS),
            Some(_) => Err(status::STRUCTURE),
            None => Err(status::NOT_FOUND),
        }
    }

    /// VERIFY, and as a command of exactly four bytes the question how many tries are left.
    pub(super) fn verify(&mut self, apdu: &Apdu<'_>) -> Outcome {
        if apdu.p1 != 0 {
            return Err(status::PARAMETERS);
        }
        // A trailing Le makes it another case: 6700 on a real card [M][1].
        if apdu.expected.is_some() || apdu.extended {
            return Err(status::WRONG_LENGTH);
        }
        let ef = self.referenced_file(apdu.p2)?;
        let (key, _) = self.secret(ef)?;
        self.session.current_file = Some(ef);
        let Some(value) = apdu.data else {
            return Err(self.tries_left_status(key));
        };
        if value.len() > 16 {
            return Err(status::WRONG_LENGTH);
        }
        match self.eeprom.verify(key, value) {
            Some(Verdict::Right) => {
                self.session.verified.insert(ef);
                done()
            }
            Some(Verdict::Wrong(left)) => {
                if self.policy.wrong_verify_revokes {
                    self.session.verified.remove(&ef);
                }
                Err(left.map_or(status::WRONG_UNCOUNTED, counter))
            }
            Some(Verdict::Blocked) => Err(self.policy.blocked_verify.status()),
            None => Err(status::NO_OBJECT),
        }
    }

    /// Never counts.
    fn tries_left_status(&self, key: KeyRef) -> u16 {
        if self.session.verified.contains(&key.ef) && self.policy.verified_query_answers_ok {
            return status::OK;
        }
        match self.eeprom.tries_left(key) {
            None => status::WRONG_UNCOUNTED,
            Some(0) => self.policy.blocked_query.status(),
            Some(left) => counter(left),
        }
    }

    /// `00 24 01 80`: the new value of a key that was verified.
    pub(super) fn change_reference_data(&mut self, apdu: &Apdu<'_>) -> Outcome {
        if apdu.p1 != 0x01 {
            return Err(status::PARAMETERS);
        }
        self.change(apdu, Change::ReferenceData)
    }

    /// `80 32 00 80`: the same by JICSAP's CHANGE KEY.
    pub(super) fn change_key(&mut self, apdu: &Apdu<'_>) -> Outcome {
        if apdu.p1 != 0x00 {
            return Err(status::PARAMETERS);
        }
        self.change(apdu, Change::Key)
    }

    fn change(&mut self, apdu: &Apdu<'_>, by: Change) -> Outcome {
        let ef = self.referenced_file(apdu.p2)?;
        let (key, rule) = self.secret(ef)?;
        if rule.change != by {
            return Err(status::CONDITIONS);
        }
        if self.eeprom.tries_left(key) == Some(0) {
            return Err(self.policy.blocked_verify.status());
        }
        if !self.session.verified.contains(&ef) {
            return Err(status::SECURITY);
        }
        let value = apdu.data.ok_or(status::WRONG_LENGTH)?;
        if apdu.expected.is_some() {
            return Err(status::WRONG_LENGTH);
        }
        let (least, most) = rule.lengths;
        if value.len() < least || value.len() > most {
            return Err(status::DATA);
        }
        self.eeprom.change(key, value);
        done()
    }

    pub(super) fn get_challenge(&mut self, apdu: &Apdu<'_>) -> Outcome {
        if apdu.p1 != 0 || apdu.p2 != 0 {
            return Err(status::PARAMETERS);
        }
        if apdu.data.is_some() {
            return Err(status::WRONG_LENGTH);
        }
        let expected = apdu.expected.ok_or(status::WRONG_LENGTH)?;
        if apdu.extended {
            return Err(status::CONDITIONS);
        }
        data(self.random.bytes(expected))
    }

    /// Data objects answer with no application selected; where the contact ATR does is a policy.
    pub(super) fn get_data(&mut self, apdu: &Apdu<'_>) -> Outcome {
        if apdu.data.is_some() {
            return Err(status::WRONG_LENGTH);
        }
        let expected = apdu.expected.ok_or(status::WRONG_LENGTH)?;
        let tag = u16::from_be_bytes([apdu.p1, apdu.p2]);
        let outside = self.session.app.is_none();
        let value = if tag == 0x5F51 {
            let answers = match self.policy.contact_atr {
                ContactAtr::Anywhere => true,
                ContactAtr::OutsideApplications => outside,
                ContactAtr::InsideApplications => !outside,
            };
            self.image.contact_atr.as_ref().filter(|_| answers)
        } else {
            self.image.objects.get(&tag).filter(|_| outside)
        };
        let value = value.ok_or(status::NO_OBJECT)?;
        // An object that does not fit is refused, not cut [M][1].
        if value.len() > expected {
            return Err(status::WRONG_LENGTH);
        }
        data(value.to_vec())
    }

    /// `80 82`: a tool asks it for the counters of keys for external authentication \[1\]; none of
    /// the keys that are known is one.
    pub(super) fn external_authenticate(&mut self, apdu: &Apdu<'_>) -> Outcome {
        if apdu.p1 != 0 {
            return Err(status::PARAMETERS);
        }
        self.referenced_file(apdu.p2)?;
        Err(status::CONDITIONS)
    }

    /// `80 A2`: 特定機関認証. Nobody outside J-LIS' licensees has completed it; what is known are
    /// the refusals (card.md §1.8.6). A certificate of the right length is refused too, since the
    /// emulator knows no terminal authority.
    pub(super) fn terminal_authenticate(apdu: &Apdu<'_>, app: Option<App>) -> Outcome {
        if app != Some(App::Jpki) || !matches!((apdu.p1, apdu.p2), (0x00 | 0x06, 0xC1)) {
            return Err(status::PARAMETERS);
        }
        match apdu.data {
            // Body and signature as in a card-verifiable certificate's two objects.
            Some(value) if value.len() >= 307 => Err(status::SECURITY),
            _ => Err(status::WRONG_LENGTH),
        }
    }

    /// `80 AE`: the text application takes session keys after its PIN; the emulator does not
    /// (card.md §1.13: of no use to the face flow), the others refuse as they do.
    pub(super) fn set_session_key(&mut self) -> Outcome {
        Err(match self.session.app {
            None => status::NO_CURRENT_FILE,
            Some(App::Surface | App::Common) => status::NO_SECURE_MESSAGING,
            Some(App::Text) if self.session.verified.contains(&0x0011) => status::NOT_SUPPORTED,
            Some(App::Jpki | App::Juki | App::Text) => status::SECURITY,
        })
    }

    /// `80 FC 00 00`: iPhone answers, plastic does not \[M\]\[1\]. What it answers is not known \[?\]:
    /// `9000` alone.
    pub(super) fn last_command_indicator(&mut self, apdu: &Apdu<'_>) -> Outcome {
        if !self.image.last_command_indicator || apdu.data.is_some() {
            return Err(status::WRONG_LENGTH);
        }
        if apdu.p1 != 0 || apdu.p2 != 0 {
            return Err(status::PARAMETERS);
        }
        done()
    }
}

/// `63Cx`; the counter has four bits.
fn counter(left: u8) -> u16 {
    0x63C0 | u16::from(left.min(0x0F))
}
