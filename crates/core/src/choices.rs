//! A set of chosen options. Being a set, it has no order and no repetition to get wrong.

use serde::{Deserialize, Serialize};

/// The most options a question may have.
pub const MAX_OPTIONS: usize = 8;

/// Options chosen (or the right ones), by their index in the bank file, `0..MAX_OPTIONS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Choices(u8);

impl Choices {
    /// Nothing chosen.
    pub const EMPTY: Self = Self(0);

    /// Just one option. Indices of [`MAX_OPTIONS`] and more are ignored.
    pub fn one(index: usize) -> Self {
        Self(if index < MAX_OPTIONS { 1 << index } else { 0 })
    }

    /// Reads letters such as `"ACD"`; `None` where a character is not a letter from A to H or stands twice.
    pub fn from_letters(letters: &str) -> Option<Self> {
        let mut set = Self::EMPTY;
        for letter in letters.bytes() {
            let index = letter.checked_sub(b'A').map(usize::from)?;
            if index >= MAX_OPTIONS || set.contains(index) {
                return None;
            }
            set = set.toggled(index);
        }
        Some(set)
    }

    /// The letters in the order of the bank file, `"ACD"`.
    pub fn letters(self) -> String {
        self.iter().map(letter).collect()
    }

    /// Whether the option is in the set.
    pub fn contains(self, index: usize) -> bool {
        index < MAX_OPTIONS && self.0 & (1 << index) != 0
    }

    /// The set with this option put in, or taken out if it was there.
    pub fn toggled(self, index: usize) -> Self {
        Self(self.0 ^ Self::one(index).0)
    }

    /// How many options are in the set.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether nothing is chosen.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is in both sets.
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this set and not in the other.
    pub fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The indices, smallest first.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..MAX_OPTIONS).filter(move |&index| self.contains(index))
    }
}

/// The letter shown for a position, `0` → `A`.
pub fn letter(position: usize) -> char {
    char::from(b'A' + (position.min(25) as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_in_any_order_and_only_once() {
        assert_eq!(Choices::from_letters("CA"), Choices::from_letters("AC"));
        assert_eq!(Choices::from_letters("AC").unwrap().letters(), "AC");
        assert_eq!(Choices::from_letters("AA"), None);
        assert_eq!(Choices::from_letters("a"), None);
        assert_eq!(Choices::from_letters("I"), None);
        assert_eq!(Choices::from_letters(""), Some(Choices::EMPTY));
    }

    #[test]
    fn toggling_twice_changes_nothing() {
        let set = Choices::one(2).toggled(0);
        assert_eq!(set.toggled(0).toggled(0), set);
        assert_eq!(set.len(), 2);
        assert_eq!(Choices::one(MAX_OPTIONS), Choices::EMPTY);
    }
}
