//! Who studies here, and how they like it.

use crate::bank::text_id;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

text_id!(
    /// Names a profile on all devices to which its backup travels.
    ProfileId
);

/// The longest name or unit, in characters.
pub const MAX_NAME_CHARS: usize = 30;

/// A person who studies: a cadre and the unit they belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Its id.
    pub id: ProfileId,
    /// 姓名.
    pub name: String,
    /// 单位.
    pub unit: String,
    /// When it was made.
    pub created: Timestamp,
}

/// Why a name or unit is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing but blanks.
    #[error("empty")]
    Empty,
    /// More than [`MAX_NAME_CHARS`] characters.
    #[error("longer than {MAX_NAME_CHARS} characters")]
    TooLong,
}

/// A name or unit as it is kept: outer blanks gone, inner ones and control characters single blanks.
///
/// # Errors
/// When nothing is left, or too much.
pub fn clean_name(text: &str) -> Result<String, NameError> {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let name = words.join(" ");
    match name.chars().count() {
        0 => Err(NameError::Empty),
        1..=MAX_NAME_CHARS => Ok(name),
        _ => Err(NameError::TooLong),
    }
}

/// How one person likes to practise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileSettings {
    /// Options in a new order each time.
    pub shuffle_options: bool,
    /// On to the next question after a right answer.
    pub auto_next: bool,
    /// Right answers in a row after which a question leaves the wrong book, `1..=5`.
    pub mastered_after: u32,
    /// The day of the exam, if known.
    pub exam_day: Option<Day>,
}

impl Default for ProfileSettings {
    fn default() -> Self {
        Self { shuffle_options: true, auto_next: false, mastered_after: 2, exam_day: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cleaned_and_bounded() {
        assert_eq!(clean_name("  张　某\n某 "), Ok("张 某 某".to_owned()));
        assert_eq!(clean_name(" \t　"), Err(NameError::Empty));
        assert_eq!(clean_name(&"长".repeat(30)).map(|name| name.chars().count()), Ok(30));
        assert_eq!(clean_name(&"长".repeat(31)), Err(NameError::TooLong));
    }
}
