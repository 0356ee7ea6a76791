//! The device's clocks.

use xuefa_core::time::{Timestamp, UtcOffset};

/// The wall clock.
pub(crate) fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// Milliseconds on a clock that nobody can turn; its zero means nothing.
pub(crate) fn monotonic_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// How far the device's local time is ahead of UTC today.
pub(crate) fn utc_offset() -> UtcOffset {
    UtcOffset(-js_sys::Date::new_0().get_timezone_offset() as i32)
}
