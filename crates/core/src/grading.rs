//! Marking one answer: right or wrong, and how many points.

use crate::choices::Choices;
use serde::{Deserialize, Serialize};

/// Points in hundredths, so that half and third points add up exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(pub u32);

impl Points {
    /// So many whole points.
    pub fn whole(points: u32) -> Self {
        Self(points.saturating_mul(100))
    }

    /// As written on a paper: `1.5`, `20`, `0.33`.
    pub fn display(self) -> String {
        let (whole, hundredths) = (self.0 / 100, self.0 % 100);
        match hundredths {
            0 => whole.to_string(),
            h if h % 10 == 0 => format!("{whole}.{}", h / 10),
            h => format!("{whole}.{h:02}"),
        }
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        Self(parts.map(|part| part.0).sum())
    }
}

/// What a question with several right options is worth when it is answered in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartialRule {
    /// 全对得分: the exact set, or nothing. The default.
    #[default]
    Exact,
    /// 少选得部分分: any wrong option gives nothing; otherwise each right option its share.
    Share,
    /// 少选得一半: any wrong option gives nothing; some but not all right options give half.
    Half,
    /// Each option is a decision (chosen or left out); each right decision gives its share. Blank gives nothing.
    PerOption,
}

impl PartialRule {
    /// All rules, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Exact, Self::Share, Self::Half, Self::PerOption];
}

/// Whether exactly the right options were chosen.
pub fn is_right(key: Choices, chosen: Choices) -> bool {
    !chosen.is_empty() && chosen == key
}

/// Points for one answer: never more than `points`, and nothing for a blank.
///
/// `rule` counts only where the key has more than one option: a single or judge question is right or wrong.
pub fn grade(key: Choices, n_options: usize, chosen: Choices, points: Points, rule: PartialRule) -> Points {
    if chosen.is_empty() {
        return Points(0);
    }
    if chosen == key {
        return points;
    }
    if key.len() < 2 {
        return Points(0);
    }
    let any_wrong = !chosen.difference(key).is_empty();
    let n_right = chosen.intersection(key).len();
    match rule {
        PartialRule::Exact => Points(0),
        PartialRule::Share | PartialRule::Half if any_wrong => Points(0),
        PartialRule::Share => share(points, n_right, key.len()),
        PartialRule::Half => Points(points.0 / 2),
        PartialRule::PerOption => {
            let n_wrong_decisions = chosen.difference(key).len() + key.difference(chosen).len();
            share(points, n_options.saturating_sub(n_wrong_decisions), n_options)
        }
    }
}

/// `points × part / whole`, rounded down to a hundredth.
fn share(points: Points, part: usize, whole: usize) -> Points {
    let whole = whole.max(1) as u64;
    Points((u64::from(points.0) * (part as u64).min(whole) / whole) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, chosen: &str, rule: PartialRule, expected: &str) {
        let [key, chosen] = [key, chosen].map(|letters| Choices::from_letters(letters).unwrap());
        assert_eq!(grade(key, 4, chosen, Points::whole(2), rule).display(), expected);
    }

    #[test]
    fn every_rule_by_example() {
        use PartialRule::{Exact, Half, PerOption, Share};
        for rule in PartialRule::ALL {
            check("ABC", "CBA", rule, "2");
            check("ABC", "", rule, "0");
            check("B", "B", rule, "2");
            check("B", "A", rule, "0");
        }
        check("ABC", "AB", Exact, "0");
        check("ABC", "AB", Share, "1.33");
        check("ABC", "AD", Share, "0");
        check("ABC", "A", Half, "1");
        check("ABC", "ABCD", Half, "0");
        check("ABC", "AB", PerOption, "1.5");
        check("ABC", "ABCD", PerOption, "1.5");
        check("AB", "CD", PerOption, "0");
    }

    #[test]
    fn points_are_written_without_needless_zeros() {
        for (hundredths, text) in [(0, "0"), (50, "0.5"), (133, "1.33"), (2000, "20"), (205, "2.05")] {
            assert_eq!(Points(hundredths).display(), text);
        }
    }
}
