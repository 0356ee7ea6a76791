//! The ways to practise.

use serde::{Deserialize, Serialize};

/// A way to practise, as it is kept with each answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// 顺序: in the order of study, on from where one stopped.
    Sequential,
    /// 随机.
    Random,
    /// 未做优先: unseen ones first, then those seen least.
    Unseen,
    /// 章节: one chapter.
    Chapter,
    /// 专题: one topic.
    Topic,
    /// 错题: the wrong book.
    Wrong,
    /// 收藏: favourites.
    Favourite,
    /// 到期复习: due by FSRS.
    Review,
    /// 背题: with answers visible; counts for nothing.
    Recite,
    /// 每日一练: ten questions from due, wrong and unseen.
    Daily,
}

impl Mode {
    /// The word in routes and test hooks.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::Random => "random",
            Self::Unseen => "unseen",
            Self::Chapter => "chapter",
            Self::Topic => "topic",
            Self::Wrong => "wrong",
            Self::Favourite => "favourite",
            Self::Review => "review",
            Self::Recite => "recite",
            Self::Daily => "daily",
        }
    }
}
