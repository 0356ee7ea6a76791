//! Reproducible randomness: the same seed gives the same order on every machine and in every version.
//!
//! ChaCha's stream is fixed by its definition; the few functions on top of it are ours, because the
//! ones in `rand` may change their use of the stream between versions, and a paper must not.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of numbers fixed by its seed.
#[derive(Debug, Clone)]
pub struct Stream(ChaCha8Rng);

impl Stream {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// The stream of this seed for one purpose, e.g. the option order of one question.
    pub fn for_label(seed: u64, label: &str) -> Self {
        Self::new(seed ^ fnv1a(label))
    }

    /// A number in `0..bound`, each equally likely; 0 if `bound` is 0.
    pub fn below(&mut self, bound: u32) -> u32 {
        if bound == 0 {
            return 0;
        }
        // Numbers from the incomplete last stretch of the range would favour small results.
        let limit = u32::MAX - u32::MAX % bound;
        loop {
            let number = self.0.next_u32();
            if number < limit {
                return number % bound;
            }
        }
    }

    /// Puts the items into a random order (Fisher–Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last as u32 + 1) as usize;
            items.swap(last, other);
        }
    }
}

/// FNV-1a, 64 bits: spreads a label over all seeds; not meant to withstand an attacker.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_a_seed_never_changes() {
        // Golden numbers: papers already drawn depend on them.
        let mut stream = Stream::new(42);
        let drawn: Vec<u32> = (0..6).map(|_| stream.below(100)).collect();
        assert_eq!(drawn, GOLDEN_DRAWN);
        let mut order: Vec<u32> = (0..8).collect();
        Stream::for_label(7, "cc-0001").shuffle(&mut order);
        assert_eq!(order, GOLDEN_ORDER);
    }

    const GOLDEN_DRAWN: [u32; 6] = [17, 45, 4, 98, 92, 68];
    const GOLDEN_ORDER: [u32; 8] = [4, 3, 1, 7, 6, 0, 5, 2];

    #[test]
    fn every_item_stays_and_every_number_is_in_range() {
        let mut stream = Stream::new(1);
        let mut items: Vec<u32> = (0..100).collect();
        stream.shuffle(&mut items);
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
        assert!((0..1000).all(|_| stream.below(3) < 3));
        assert_eq!(stream.below(0), 0);
    }
}
