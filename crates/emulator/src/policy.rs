//! Where sources disagree, or where cards may differ: one value for each question.
#![forbid(unsafe_code)]

/// How a card behaves where its sources disagree. The default follows what docs/facts/card.md
/// says of each, and docs/facts/tools.md §2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an open question of its own with two answers"
)]
pub struct Policy {
    /// Whether a warm reset ends a VERIFY. Default `false` \[M\] myna-card: it does not.
    pub warm_reset_clears_security: bool,
    /// Whether selecting the application that is already selected ends a VERIFY. Default `false`
    /// \[M\]\[C\]: JICSAP 5.1.3 rule 2; OpenSC's logout relies on the contrary.
    pub reselect_clears_security: bool,
    /// Whether the first command after power-up is answered `6F00`. Default `false`: seen on one
    /// card \[M\]\[1\], and with it two public clients fail.
    pub first_command_fails: bool,
    /// Which extended APDUs the card takes. Default [`Extended::All`] \[X\]: three independent
    /// stacks read with them.
    pub extended: Extended,
    /// What the retry query answers on a blocked key. Default `63C0`, as seen on text EF 0012.
    pub blocked_query: BlockedAnswer,
    /// What VERIFY answers on a blocked key. Default `6984` \[C\]; nobody measured `6983` \[X\].
    pub blocked_verify: BlockedAnswer,
    /// Whether the retry query of a key that was verified answers `9000`. Default `false`; "some
    /// cards" do \[1\].
    pub verified_query_answers_ok: bool,
    /// Whether a read that reaches the end of the file before Le answers `6282` with its data.
    /// Default `false`: `9000` \[C\]; myna-card tolerates `6282`.
    pub short_read_answers_6282: bool,
    /// Whether READ BINARY exactly at the end of the file answers `6B00` (default \[C\]) or `9000`
    /// with no data.
    pub end_of_file_is_out_of_range: bool,
    /// Where the contact ATR (GET DATA 5F51) answers. Default [`ContactAtr::Anywhere`]; some cards
    /// answer outside any application only, some inside one only \[M\]\[1\].
    pub contact_atr: ContactAtr,
    /// Whether a wrong VERIFY takes back an earlier right one of the same key. Default `true`
    /// \[I\].
    pub wrong_verify_revokes: bool,
}

impl Policy {
    /// What docs/facts/card.md says of each.
    pub const DEFAULT: Self = Self {
        warm_reset_clears_security: false,
        reselect_clears_security: false,
        first_command_fails: false,
        extended: Extended::All,
        blocked_query: BlockedAnswer::CounterZero,
        blocked_verify: BlockedAnswer::Locked,
        verified_query_answers_ok: false,
        short_read_answers_6282: false,
        end_of_file_is_out_of_range: true,
        contact_atr: ContactAtr::Anywhere,
        wrong_verify_revokes: true,
    };
}

impl Default for Policy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Which extended APDUs the card takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Extended {
    /// All of them.
    All,
    /// Not for READ BINARY, as myna-card has it; still for GET DATA and `80 A2`.
    NotForReading,
    /// None: every extended APDU is answered `6700`.
    None,
}

/// Where GET DATA gives the contact ATR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ContactAtr {
    /// Whatever is selected.
    Anywhere,
    /// Only with no application selected.
    OutsideApplications,
    /// Only with an application selected.
    InsideApplications,
}

/// What a blocked key answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BlockedAnswer {
    /// `63C0`.
    CounterZero,
    /// `6984`, JICSAP's.
    Locked,
    /// `6983`, ISO's.
    IsoBlocked,
}

impl BlockedAnswer {
    pub(crate) const fn status(self) -> u16 {
        match self {
            Self::CounterZero => 0x63C0,
            Self::Locked => 0x6984,
            Self::IsoBlocked => 0x6983,
        }
    }
}
