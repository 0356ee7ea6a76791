//! When a question is due again. The only file that knows the scheduler (FSRS-6, crate `fsrs`).

use serde::{Deserialize, Serialize};

/// The chance of remembering at which a question comes up again.
const DESIRED_RETENTION: f32 = 0.9;
/// The longest time until a question comes up again, in days: study is organised by the year.
const MAX_INTERVAL_DAYS: i32 = 180;

/// How well a question is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Days until the chance of remembering falls to 90 %.
    pub stability: f32,
    /// From 1 (easy) to 10 (hard).
    pub difficulty: f32,
}

/// Schedules reviews.
pub struct Scheduler(Option<fsrs::FSRS>);

impl Default for Scheduler {
    fn default() -> Self {
        Self(fsrs::FSRS::new(&fsrs::DEFAULT_PARAMETERS).ok())
    }
}

impl Scheduler {
    /// Memory after an answer, and days until the next review (`1..=180`).
    ///
    /// `elapsed_days` is the time since the last answer; 0 for the first one. A right answer counts
    /// as FSRS's "good", a wrong one as "again".
    pub fn next(&self, memory: Option<Memory>, elapsed_days: u32, right: bool) -> (Memory, i32) {
        let before = memory.map(|memory| fsrs::MemoryState { stability: memory.stability, difficulty: memory.difficulty });
        let states = self.0.as_ref().and_then(|fsrs| fsrs.next_states(before, DESIRED_RETENTION, elapsed_days).ok());
        let Some(states) = states else {
            // Only out-of-range parameters or memory get here, and neither comes from a person.
            return (memory.unwrap_or(Memory { stability: 1.0, difficulty: 5.0 }), 1);
        };
        let state = if right { states.good } else { states.again };
        let interval = if right { state.interval.round() as i32 } else { 1 };
        (Memory { stability: state.memory.stability, difficulty: state.memory.difficulty }, interval.clamp(1, MAX_INTERVAL_DAYS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Intervals after a history of (days since last, right).
    fn intervals(history: &[(u32, bool)]) -> Vec<i32> {
        let scheduler = Scheduler::default();
        let mut memory = None;
        history
            .iter()
            .map(|&(elapsed, right)| {
                let (next, interval) = scheduler.next(memory, elapsed, right);
                memory = Some(next);
                interval
            })
            .collect()
    }

    #[test]
    fn right_answers_space_out_and_wrong_ones_come_back_tomorrow() {
        assert_eq!(intervals(&[(0, true), (2, true), (11, true), (46, false)]), [2, 11, 46, 1]);
        assert_eq!(intervals(&[(0, false), (1, true)])[0], 1);
    }

    #[test]
    fn intervals_stay_in_range() {
        let long: Vec<(u32, bool)> = (0..30).map(|_| (200, true)).collect();
        assert!(intervals(&long).iter().all(|days| (1..=MAX_INTERVAL_DAYS).contains(days)));
    }
}
