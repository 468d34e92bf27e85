//! COMPUTE DIGITAL SIGNATURE in its six schemes, and INTERNAL AUTHENTICATE (docs/facts/card.md §3,
//! §8.4).
#![forbid(unsafe_code)]

use rsa::Pss;
use sha2::{Digest, Sha256};

use super::apdu::Apdu;
use super::{Chip, Outcome, data, status};
use crate::authority::keys::{self, TestKey};
use crate::image::{App, File, KeyUse};

/// What a 2,048-bit modulus leaves for the content of a PKCS #1 v1.5 block.
const LONGEST_BLOCK: usize = 256 - 11;

impl Chip {
    /// `80 2A P1 P2`: P1 is the scheme, P2 the key.
    pub(super) fn compute_signature(&mut self, apdu: &Apdu<'_>) -> Outcome {
        let scheme = apdu.p1;
        if scheme > 0x05 {
            return Err(status::PARAMETERS);
        }
        let app = self.session.app.ok_or(status::NO_CURRENT_FILE)?;
        let ef = match (apdu.p2, app) {
            // The application's own key, by default and without any credential [C].
            (0x00, App::Surface) => 0x001A,
            (0x00, App::Text) => 0x0013,
            (0x00, _) => return Err(status::PARAMETERS),
            _ => self.referenced_file(apdu.p2)?,
        };
        let (key, role) = self.private_key(ef)?;
        let KeyUse::Sign(after) = role else {
            return Err(status::CONDITIONS);
        };
        let input = apdu.data.ok_or(status::WRONG_LENGTH)?;
        if apdu.expected.is_none_or(|expected| expected < 256) {
            return Err(status::WRONG_LENGTH);
        }
        let allowed =
            after.is_empty() || after.iter().any(|key| self.session.verified.contains(key));
        if !allowed {
            return Err(status::SECURITY);
        }
        self.sign(key, scheme, input)
    }

    fn sign(&mut self, key: TestKey, scheme: u8, input: &[u8]) -> Outcome {
        let digest_given = matches!(scheme, 0x02 | 0x04);
        let fits = match scheme {
            0x00 => (1..=LONGEST_BLOCK).contains(&input.len()),
            _ if digest_given => input.len() == 32,
            _ => !input.is_empty(),
        };
        if !fits {
            return Err(status::CONDITIONS);
        }
        let digest = if digest_given {
            input.to_vec()
        } else {
            Sha256::digest(input).to_vec()
        };
        let signature = match scheme {
            0x00 => keys::sign_content(key, input),
            0x01 => keys::sign_content(key, &digest),
            0x02 | 0x03 => keys::sign_digest(key, &digest),
            _ => {
                let private = keys::private(key).map_err(|_| status::SELF_DIAGNOSIS)?;
                let salted = private.sign_with_rng(&mut self.random, Pss::new::<Sha256>(), &digest);
                return data(salted.map_err(|_| status::SELF_DIAGNOSIS)?);
            }
        };
        data(signature.map_err(|_| status::SELF_DIAGNOSIS)?)
    }

    /// `00 88 00 80|SFI`: only key 0019 of the common application answers \[M\]\[1\], with
    /// sha256WithRSAEncryption over the challenge.
    pub(super) fn internal_authenticate(&mut self, apdu: &Apdu<'_>) -> Outcome {
        if apdu.p1 != 0 {
            return Err(status::PARAMETERS);
        }
        let ef = self.referenced_file(apdu.p2)?;
        let (key, role) = self.private_key(ef)?;
        if role != KeyUse::InternalAuthenticate {
            return Err(status::SECURITY);
        }
        let challenge = apdu.data.ok_or(status::WRONG_LENGTH)?;
        if challenge.is_empty() || challenge.len() > 255 || apdu.expected.is_none() {
            return Err(status::WRONG_LENGTH);
        }
        data(keys::sign(key, challenge).map_err(|_| status::SELF_DIAGNOSIS)?)
    }

    /// The private key in a file, or `6985` for a key of another kind.
    fn private_key(&self, ef: u16) -> Result<(TestKey, KeyUse), u16> {
        match self.image.file(self.session.app, ef) {
            Some(File::PrivateKey { key, role }) => Ok((*key, *role)),
            Some(File::Secret { .. } | File::Internal) => Err(status::CONDITIONS),
            Some(_) => Err(status::STRUCTURE),
            None => Err(status::NOT_FOUND),
        }
    }
}
