//! Points in time and calendar days. Nothing here reads a clock.

use serde::{Deserialize, Serialize};
use time::Date;

/// Milliseconds in a minute.
const MINUTE_MS: i64 = 60_000;
/// Milliseconds in a day.
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// Julian day number of 1970-01-01.
const UNIX_EPOCH_JULIAN_DAY: i32 = 2_440_588;

/// A moment: milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// How far local time is ahead of UTC, in minutes (China: 480).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UtcOffset(pub i32);

/// A day of the local calendar, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

impl Timestamp {
    /// The local day on which this moment falls.
    pub fn day(self, offset: UtcOffset) -> Day {
        Day((self.local_ms(offset).div_euclid(DAY_MS)).clamp(-700_000, 2_900_000) as i32)
    }

    /// Hour and minute of local time.
    pub fn hour_minute(self, offset: UtcOffset) -> (u32, u32) {
        let minutes = self.local_ms(offset).rem_euclid(DAY_MS) / MINUTE_MS;
        ((minutes / 60) as u32, (minutes % 60) as u32)
    }

    /// This moment, later by so many minutes.
    pub fn plus_minutes(self, minutes: u32) -> Self {
        Self(self.0.saturating_add(i64::from(minutes) * MINUTE_MS))
    }

    /// Whole seconds from `earlier` until this moment; 0 if it is not earlier.
    pub fn secs_since(self, earlier: Self) -> u64 {
        (self.0.saturating_sub(earlier.0).max(0) / 1000) as u64
    }

    fn local_ms(self, offset: UtcOffset) -> i64 {
        self.0.saturating_add(i64::from(offset.0) * MINUTE_MS)
    }
}

impl Day {
    /// Year, month `1..=12` and day of the month `1..=31`.
    pub fn ymd(self) -> (i32, u8, u8) {
        let date = self.date();
        (date.year(), date.month() as u8, date.day())
    }

    /// The day of this year, month and day of the month, if there is one.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        let date = Date::from_calendar_date(year, month, day).ok()?;
        Some(Self(date.to_julian_day() - UNIX_EPOCH_JULIAN_DAY))
    }

    /// Reads `2026-11-23`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        Self::from_ymd(year, month, day)
    }

    /// Writes `2026-11-23`.
    pub fn to_iso(self) -> String {
        let (year, month, day) = self.ymd();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Days since Monday, `0..=6`.
    pub fn weekday_from_monday(self) -> u8 {
        self.date().weekday().number_days_from_monday()
    }

    /// First and last day of this day's month.
    pub fn month(self) -> (Self, Self) {
        let (year, month, day) = self.ymd();
        let first = Self(self.0 - i32::from(day) + 1);
        let length = time::Month::try_from(month).map_or(31, |month| month.length(year));
        (first, Self(first.0 + i32::from(length) - 1))
    }

    /// First and last day of this day's year.
    pub fn year(self) -> (Self, Self) {
        let (year, _, _) = self.ymd();
        let first = Self::from_ymd(year, 1, 1).unwrap_or(self);
        let last = Self::from_ymd(year, 12, 31).unwrap_or(self);
        (first, last)
    }

    fn date(self) -> Date {
        Date::from_julian_day(UNIX_EPOCH_JULIAN_DAY.saturating_add(self.0)).unwrap_or(if self.0 < 0 { Date::MIN } else { Date::MAX })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINA: UtcOffset = UtcOffset(480);

    #[test]
    fn a_day_begins_at_local_midnight() {
        // 2026-11-22 16:00 UTC is midnight of the 23rd in China.
        let midnight = Timestamp(1_795_363_200_000);
        assert_eq!(midnight.day(CHINA).to_iso(), "2026-11-23");
        assert_eq!(Timestamp(midnight.0 - 1).day(CHINA).to_iso(), "2026-11-22");
        assert_eq!(midnight.hour_minute(CHINA), (0, 0));
        assert_eq!(midnight.day(CHINA).weekday_from_monday(), 0);
    }

    #[test]
    fn iso_dates_round_trip_and_bad_ones_are_refused() {
        for text in ["1970-01-01", "2024-02-29", "2026-12-31"] {
            assert_eq!(Day::parse_iso(text).unwrap().to_iso(), text);
        }
        for text in ["2025-02-29", "2026-13-01", "2026-1", "", "x-1-1"] {
            assert_eq!(Day::parse_iso(text), None, "{text}");
        }
    }

    #[test]
    fn months_and_years_have_their_ends() {
        let day = Day::parse_iso("2028-02-10").unwrap();
        assert_eq!((day.month().0.to_iso(), day.month().1.to_iso()), ("2028-02-01".into(), "2028-02-29".into()));
        assert_eq!((day.year().0.to_iso(), day.year().1.to_iso()), ("2028-01-01".into(), "2028-12-31".into()));
    }

    #[test]
    fn absurd_clocks_do_not_panic() {
        for ms in [i64::MIN, -1, 0, i64::MAX] {
            let _ = Timestamp(ms).day(CHINA).to_iso();
            let _ = Timestamp(ms).plus_minutes(u32::MAX).hour_minute(CHINA);
        }
    }
}
