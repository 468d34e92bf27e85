//! Days of the calendar, as C has them.

/// A day of the calendar. Functions take a pointer to one; a day that is none is refused with
/// MNR_ERROR_DATE.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct mnr_date {
    /// The year, such as 2026.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: i32,
    /// The day of the month, from 1.
    pub day: i32,
}
