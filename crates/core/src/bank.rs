//! Question banks: what a bank file holds, and reading one.
//!
//! Reading checks everything that one file can show by itself and names every problem with its
//! question. Whether the keys agree with the statutes is checked in [`crate::quality`].

mod raw;

use crate::choices::Choices;
use raw::{RawBank, RawQuestion};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}
pub(crate) use text_id;

text_id!(
    /// Names a bank, `civil-code`. Never changes its meaning.
    BankId
);
text_id!(
    /// Names a question in all banks, `cc-0123`. Never reused: progress hangs on it.
    QuestionId
);
text_id!(
    /// Names a law, `civil-code`: the slug of its statute text.
    LawId
);
text_id!(
    /// Names a topic, `land-expropriation`.
    TopicId
);

impl QuestionId {
    /// The part before the hyphen, which tells the bank.
    pub fn prefix(&self) -> &str {
        self.0.split_once('-').map_or("", |(prefix, _)| prefix)
    }

    /// The number after the hyphen.
    pub fn number(&self) -> Option<u32> {
        self.0.split_once('-')?.1.parse().ok()
    }
}

/// How a question is asked and answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One right option of several.
    Single,
    /// Two or more right options.
    Multiple,
    /// A statement that is right or wrong.
    Judge,
}

impl Kind {
    /// All kinds, in the order papers have them.
    pub const ALL: [Self; 3] = [Self::Single, Self::Multiple, Self::Judge];
}

/// Where a rule stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Basis {
    /// The law's slug.
    pub law: LawId,
    /// Article number, from 1.
    pub article: u16,
}

/// One thing that can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawQuestion", into = "RawQuestion")]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// How it is asked.
    pub kind: Kind,
    /// What is asked.
    pub stem: String,
    /// What can be chosen, in the order of the file. A judge question has 正确 and 错误.
    pub options: Vec<String>,
    /// The right options; never empty, always within `options`.
    pub key: Choices,
    /// Why the key is right and the tempting option wrong.
    pub explanation: String,
    /// The articles that decide it; at least one.
    pub basis: Vec<Basis>,
    /// Words of the key that stand in the cited articles; only authors need them, so they may be absent.
    pub facts: Vec<String>,
    /// What it is about.
    pub topics: Vec<TopicId>,
    /// 1 recall, 2 understanding, 3 application.
    pub difficulty: u8,
    /// The situation it shares with other questions, by id within its bank.
    pub case: Option<String>,
}

/// The options of a judge question: 正确 (index 0) and 错误 (index 1).
pub const JUDGE_OPTIONS: [&str; 2] = ["正确", "错误"];

/// Openings of options that speak about the other options and so must stay last.
const ABOUT_THE_OTHERS: [&str; 4] = ["以上", "上述", "前述", "全部"];

impl Question {
    /// Whether this option speaks about the others (以上都对) and must stay last when shuffled.
    pub fn is_pinned(&self, index: usize) -> bool {
        self.options
            .get(index)
            .is_some_and(|option| option.chars().count() <= 8 && ABOUT_THE_OTHERS.iter().any(|opening| option.starts_with(opening)))
    }
}

/// A situation that several questions share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its id within the bank.
    pub id: String,
    /// The situation.
    pub text: String,
}

/// The text of a law that the questions rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// Slug of the statute text.
    pub slug: LawId,
    /// Full title.
    pub name: String,
    /// Short title, as people say it.
    pub short: String,
    /// Newest change, `2021年1月22日修订`.
    pub version: String,
    /// First day of this version, `2021-07-15`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<String>,
}

/// A stretch of articles of one law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// `第一章 总则`.
    pub title: String,
    /// The part (编) above it, in laws that have parts: a bank is delivered part by part.
    pub part: Option<String>,
    /// The law it is a chapter of.
    pub law: LawId,
    /// First and last article.
    pub articles: (u16, u16),
}

impl Chapter {
    /// Whether the article stands in this chapter.
    pub fn contains(&self, basis: &Basis) -> bool {
        self.law == basis.law && (self.articles.0..=self.articles.1).contains(&basis.article)
    }
}

/// A named, versioned set of questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bank {
    /// Its id.
    pub id: BankId,
    /// What people call it.
    pub title: String,
    /// Grows with each change of its content.
    pub revision: u32,
    /// The laws its questions rest on, the main one first.
    pub laws: Vec<Law>,
    /// The chapters, in the order of study.
    pub chapters: Vec<Chapter>,
    /// Situations that questions share.
    pub cases: Vec<Case>,
    /// The questions.
    pub questions: Vec<Question>,
}

/// One thing wrong with a bank file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {kind}")]
pub struct BankProblem {
    /// A question's id, or the field of the bank.
    pub place: String,
    /// What is wrong there.
    pub kind: BankProblemKind,
}

impl BankProblem {
    fn new(place: impl Into<String>, kind: BankProblemKind) -> Self {
        Self { place: place.into(), kind }
    }
}

/// What can be wrong with a bank file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum BankProblemKind {
    #[error("not a bank file: {0}")]
    NotABank(String),
    #[error("a field is empty")]
    Empty,
    #[error("the id must be letters, a hyphen and four digits, like apl-0361")]
    BadId,
    #[error("the id's letters differ from those of the bank's other questions")]
    ForeignPrefix,
    #[error("this id stands twice")]
    DuplicateId,
    #[error("same stem as {0}")]
    DuplicateStem(QuestionId),
    #[error("no article is cited")]
    NoBasis,
    #[error("{0} is not among the bank's laws")]
    UnknownLaw(LawId),
    #[error("its first article is in none of the bank's chapters")]
    NoChapter,
    #[error("no facts: at least one word of the key that stands in the cited articles")]
    NoFacts,
    #[error("no topics")]
    NoTopics,
    #[error("topic {0} is not in topics.json")]
    UnknownTopic(TopicId),
    #[error("difficulty must be 1, 2 or 3")]
    Difficulty,
    #[error("case {0} is not in the bank")]
    UnknownCase(String),
    #[error("{found} options; {kind:?} questions have {least} to {most}")]
    OptionCount { kind: Kind, found: usize, least: usize, most: usize },
    #[error("option {0} repeats an earlier one")]
    RepeatedOption(usize),
    #[error("the answer does not fit: single takes one letter, multiple two or more, judge true or false, all within the options")]
    Answer,
    #[error("articles must run from a smaller to a larger number")]
    ArticleRange,
    #[error("a bank names its law in \"law\" or several in \"laws\"")]
    NoLaw,
    #[error("no questions")]
    NoQuestions,
}

impl Bank {
    /// Reads a bank file. All problems are named, not just the first.
    ///
    /// # Errors
    /// Every problem that the file shows by itself; a file that is no bank at all gives one.
    pub fn parse(json: &str) -> Result<Self, Vec<BankProblem>> {
        let raw: RawBank =
            serde_json::from_str(json).map_err(|error| vec![BankProblem::new("file", BankProblemKind::NotABank(error.to_string()))])?;
        let (bank, mut problems) = raw.into_bank();
        problems.extend(check(&bank));
        if problems.is_empty() { Ok(bank) } else { Err(problems) }
    }

    /// The position in `chapters` of the chapter that the question belongs to: that of its first article.
    pub fn chapter_of(&self, question: &Question) -> Option<usize> {
        let basis = question.basis.first()?;
        self.chapters.iter().position(|chapter| chapter.contains(basis))
    }

    /// Questions in the order of study: by chapter, article and id.
    pub fn in_study_order(&self) -> Vec<&Question> {
        let mut questions: Vec<&Question> = self.questions.iter().collect();
        questions
            .sort_by_key(|question| (self.chapter_of(question), question.basis.first().map(|basis| basis.article), question.id.clone()));
        questions
    }
}

/// Problems that concern several questions or the bank as a whole.
fn check(bank: &Bank) -> Vec<BankProblem> {
    use BankProblemKind as P;
    let mut problems = Vec::new();
    let mut problem = |place: &str, kind: P| problems.push(BankProblem::new(place, kind));
    if bank.id.0.is_empty() || bank.title.is_empty() {
        problem("bank", P::Empty);
    }
    if bank.laws.is_empty() {
        problem("bank", P::NoLaw);
    }
    if bank.questions.is_empty() {
        problem("bank", P::NoQuestions);
    }
    let slugs: BTreeSet<&LawId> = bank.laws.iter().map(|law| &law.slug).collect();
    let cases: BTreeSet<&str> = bank.cases.iter().map(|case| case.id.as_str()).collect();
    for chapter in &bank.chapters {
        if chapter.articles.0 == 0 || chapter.articles.0 > chapter.articles.1 {
            problem(&chapter.title, P::ArticleRange);
        }
        if !slugs.contains(&chapter.law) {
            problem(&chapter.title, P::UnknownLaw(chapter.law.clone()));
        }
    }
    let prefix = bank.questions.first().map_or("", |question| question.id.prefix());
    let mut ids = BTreeSet::new();
    let mut stems: BTreeMap<&str, &QuestionId> = BTreeMap::new();
    for question in &bank.questions {
        let place = question.id.0.as_str();
        let digits = place.split_once('-').map_or("", |(_, digits)| digits);
        if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            problem(place, P::BadId);
        } else if question.id.prefix() != prefix {
            problem(place, P::ForeignPrefix);
        }
        if !ids.insert(&question.id) {
            problem(place, P::DuplicateId);
        }
        if let Some(earlier) = stems.insert(&question.stem, &question.id)
            && question.case.is_none()
        {
            problem(place, P::DuplicateStem(earlier.clone()));
        }
        for basis in &question.basis {
            if !slugs.contains(&basis.law) {
                problem(place, P::UnknownLaw(basis.law.clone()));
            }
        }
        if !question.basis.is_empty() && bank.chapter_of(question).is_none() {
            problem(place, P::NoChapter);
        }
        if let Some(case) = &question.case
            && !cases.contains(case.as_str())
        {
            problem(place, P::UnknownCase(case.clone()));
        }
        if question.facts.is_empty() {
            problem(place, P::NoFacts);
        }
        if question.topics.is_empty() {
            problem(place, P::NoTopics);
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A sound bank of one question, changed by `change` before it is read.
    fn problems(change: impl FnOnce(&mut serde_json::Value)) -> Vec<String> {
        let mut bank = json!({
            "id": "sample", "title": "样例", "revision": 1,
            "law": { "name": "样例法", "short": "样例法", "version": "2020年1月1日通过", "effective": "2020-01-01" },
            "chapters": [{ "title": "第一章", "articles": [1, 9] }],
            "questions": [{
                "id": "smp-0001", "kind": "single", "stem": "问？", "options": ["甲", "乙", "丙"], "answer": "B",
                "explanation": "因为。", "basis": [{ "law": "sample", "article": 3 }], "facts": ["乙"],
                "topics": ["mediation"], "difficulty": 1
            }]
        });
        change(&mut bank);
        Bank::parse(&bank.to_string()).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sound_bank_is_read() {
        assert_eq!(problems(|_| {}), Vec::<String>::new());
    }

    #[test]
    fn every_problem_is_named_at_once_with_its_question() {
        let found = problems(|bank| {
            let question = &mut bank["questions"][0];
            question["options"] = json!(["甲", "甲"]);
            question["answer"] = json!("C");
            question["difficulty"] = json!(4);
            question["facts"] = json!([]);
        });
        assert_eq!(found.len(), 5, "{found:?}");
        assert!(found.iter().all(|problem| problem.starts_with("smp-0001: ")), "{found:?}");
    }

    #[test]
    fn each_kind_of_fault_is_found() {
        type Change = fn(&mut serde_json::Value);
        let cases: [(&str, Change); 12] = [
            ("file: not a bank file", |b| b["questions"] = json!("no")),
            ("smp-0001: the answer does not fit", |b| b["questions"][0]["answer"] = json!("AB")),
            ("smp-0001: the answer does not fit", |b| b["questions"][0]["answer"] = json!(true)),
            ("smp-0001: no article is cited", |b| b["questions"][0]["basis"] = json!([])),
            ("smp-0001: other is not among", |b| b["questions"][0]["basis"][0]["law"] = json!("other")),
            ("smp-0001: its first article is in none", |b| b["questions"][0]["basis"][0]["article"] = json!(10)),
            ("smp-0001: case c9 is not", |b| b["questions"][0]["case"] = json!("c9")),
            ("smp-0001: a field is empty", |b| b["questions"][0]["stem"] = json!(" ")),
            ("smp1: the id must be", |b| b["questions"][0]["id"] = json!("smp1")),
            ("第一章: articles must run", |b| b["chapters"][0]["articles"] = json!([9, 1])),
            ("bank: a bank names its law", |b| {
                b.as_object_mut().unwrap().remove("law");
            }),
            ("bank: no questions", |b| b["questions"] = json!([])),
        ];
        for (expected, change) in cases {
            let found = problems(change);
            assert!(found.iter().any(|problem| problem.starts_with(expected)), "{expected}: {found:?}");
        }
    }

    #[test]
    fn a_question_round_trips_through_its_file_form() {
        for (kind, options, answer) in [("single", json!(["甲", "乙", "丙"]), json!("C")), ("judge", json!([]), json!(false))] {
            let text = json!({
                "id": "smp-0001", "kind": kind, "stem": "问？", "options": options, "answer": answer, "explanation": "因为。",
                "basis": [{ "law": "sample", "article": 3 }], "facts": ["乙"], "topics": ["mediation"], "difficulty": 1
            });
            let question: Question = serde_json::from_value(text).unwrap();
            let again: Question = serde_json::from_str(&serde_json::to_string(&question).unwrap()).unwrap();
            assert_eq!(question, again);
        }
    }

    #[test]
    fn options_about_the_others_are_pinned() {
        let question: Question = serde_json::from_value(json!({
            "id": "smp-0001", "kind": "single", "stem": "问？", "options": ["甲", "以上都对", "丙"], "answer": "B", "explanation": "因为。",
            "basis": [{ "law": "sample", "article": 3 }], "topics": ["mediation"], "difficulty": 1
        }))
        .unwrap();
        assert_eq!([0, 1, 2].map(|index| question.is_pinned(index)), [false, true, false]);
    }
}
