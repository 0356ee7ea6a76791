//! Finding questions by words of their stem, options or explanation.

use crate::bank::Question;

/// The most words of a query that are looked at.
const MAX_WORDS: usize = 6;

/// Words to look for, and how they are compared: full-width letters and digits equal half-width
/// ones, upper case equals lower case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query(Vec<String>);

/// Where a question matched; better places first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Every word is in the stem.
    Stem,
    /// Every word is in the stem or an option.
    Options,
    /// Some word is only in the explanation.
    Explanation,
}

impl Query {
    /// Splits the text at blanks; words beyond the sixth are ignored.
    pub fn new(text: &str) -> Self {
        Self(text.split_whitespace().map(fold).filter(|word| !word.is_empty()).take(MAX_WORDS).collect())
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where the question matches, if it holds every word.
    pub fn find_in(&self, question: &Question) -> Option<Place> {
        if self.is_empty() {
            return None;
        }
        let mut text = fold(&question.stem);
        let holds_all = |text: &str| self.0.iter().all(|word| text.contains(word.as_str()));
        if holds_all(&text) {
            return Some(Place::Stem);
        }
        for option in &question.options {
            text.push('\n');
            text.push_str(&fold(option));
        }
        if holds_all(&text) {
            return Some(Place::Options);
        }
        text.push('\n');
        text.push_str(&fold(&question.explanation));
        holds_all(&text).then_some(Place::Explanation)
    }
}

fn fold(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        })
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question() -> Question {
        serde_json::from_value(serde_json::json!({
            "id": "smp-0001", "kind": "single", "stem": "张某砌墙挡了邻居采光，应当怎么办？", "options": ["排除妨碍", "罚款５００元", "拘留"], "answer": "A",
            "explanation": "相邻关系要求便利通行。", "basis": [{ "law": "civil-code", "article": 293 }], "topics": ["neighbour-disputes"], "difficulty": 1
        }))
        .unwrap()
    }

    #[test]
    fn words_are_found_and_the_place_is_told() {
        for (text, place) in [
            ("采光", Some(Place::Stem)),
            ("采光 排除妨碍", Some(Place::Options)),
            ("500", Some(Place::Options)),
            ("采光　便利", Some(Place::Explanation)),
            ("采光 没有", None),
            ("  ", None),
        ] {
            assert_eq!(Query::new(text).find_in(&question()), place, "{text}");
        }
    }
}
