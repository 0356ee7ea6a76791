//! Randomness from the system.

use rand::TryRng;
use rand::rngs::SysRng;

/// A number that nobody can foresee.
pub(crate) fn seed() -> u64 {
    // Browsers that run wasm have a random source; should it fail, the clock still tells sessions apart.
    SysRng.try_next_u64().unwrap_or_else(|_| super::now().0 as u64)
}

/// A short word unlike any other: names profiles, exams and stretches of logs.
pub(crate) fn tag() -> String {
    const DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut number = seed();
    (0..10)
        .map(|_| {
            let digit = DIGITS[(number % 36) as usize];
            number /= 36;
            char::from(digit)
        })
        .collect()
}
