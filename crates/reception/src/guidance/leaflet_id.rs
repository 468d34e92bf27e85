//! Which handouts there are.
#![forbid(unsafe_code)]

use crate::fault::numbered;

numbered! {
    /// A handout, for the patient or for the staff.
    pub enum LeafletId {
        /// Renewing the certificate on the card (電子証明書の更新).
        CertificateRenewal = 1, "certificate-renewal";
        /// Renewing the card (カードの更新).
        CardRenewal = 2, "card-renewal";
        /// Setting the four-digit PIN anew (暗証番号の初期化・再設定).
        PinReset = 3, "pin-reset";
        /// Unlocking 照合番号B, with a part for the municipal counter.
        CodeBUnlock = 4, "code-b-unlock";
        /// Having the card issued again (再発行).
        CardReissue = 5, "card-reissue";
        /// What to do when the insurer has not registered the person.
        InsurerNotRegistered = 6, "insurer-not-registered";
        /// Using the smartphone as a health insurance card.
        Smartphone = 7, "smartphone";
        /// How to use the reader.
        ReaderHowTo = 8, "reader-how-to";
        /// The face-only card (顔認証マイナンバーカード).
        FaceOnlyCard = 9, "face-only-card";
        /// For staff: switching the operation mode at the terminal, and back.
        StaffModeSwitch = 10, "staff-mode-switch";
        /// For staff: what to have ready.
        StaffReadiness = 11, "staff-readiness";
        /// For who has neither a registered card nor a 資格確認書.
        WithoutCertificate = 12, "without-certificate";
    }
}

impl LeafletId {
    /// Whether it is for the staff and not handed to patients.
    pub const fn is_for_staff(self) -> bool {
        matches!(self, Self::StaffModeSwitch | Self::StaffReadiness)
    }
}
