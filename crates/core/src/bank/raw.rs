//! The bank file as it is written, before anything is known to be right.

use super::{
    Bank, BankId, BankProblem, BankProblemKind as P, Basis, Case, Chapter, JUDGE_OPTIONS, Kind, Law, LawId, Question, QuestionId, TopicId,
};
use crate::choices::Choices;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

#[derive(Deserialize)]
pub(super) struct RawBank {
    id: BankId,
    title: String,
    revision: u32,
    law: Option<RawLaw>,
    #[serde(default)]
    laws: Vec<RawLaw>,
    chapters: Vec<RawChapter>,
    #[serde(default)]
    cases: Vec<Case>,
    questions: Vec<RawQuestion>,
}

#[derive(Deserialize)]
struct RawLaw {
    slug: Option<LawId>,
    name: String,
    short: Option<String>,
    version: String,
    effective: Option<String>,
}

#[derive(Deserialize)]
struct RawChapter {
    title: String,
    part: Option<String>,
    law: Option<LawId>,
    articles: (u16, u16),
}

/// An answer: letters, or right and wrong.
#[derive(Clone)]
enum RawAnswer {
    Letters(String),
    Judgement(bool),
}

// By hand: a derived untagged form first copies its input, which takes more code than the rest of the bank.
impl Serialize for RawAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Letters(letters) => serializer.serialize_str(letters),
            Self::Judgement(right) => serializer.serialize_bool(*right),
        }
    }
}

impl<'de> Deserialize<'de> for RawAnswer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnswerVisitor;

        impl Visitor<'_> for AnswerVisitor {
            type Value = RawAnswer;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("letters, true or false")
            }

            fn visit_str<E: de::Error>(self, letters: &str) -> Result<RawAnswer, E> {
                Ok(RawAnswer::Letters(letters.to_owned()))
            }

            fn visit_bool<E: de::Error>(self, right: bool) -> Result<RawAnswer, E> {
                Ok(RawAnswer::Judgement(right))
            }
        }

        deserializer.deserialize_any(AnswerVisitor)
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct RawQuestion {
    id: QuestionId,
    kind: Kind,
    stem: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    options: Vec<String>,
    answer: RawAnswer,
    explanation: String,
    basis: Vec<Basis>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    facts: Vec<String>,
    topics: Vec<TopicId>,
    difficulty: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    case: Option<String>,
}

impl RawBank {
    /// The bank without its unsound questions, and what is wrong with those.
    pub(super) fn into_bank(self) -> (Bank, Vec<BankProblem>) {
        let home = LawId(self.id.0.clone());
        let laws: Vec<Law> = self.law.into_iter().chain(self.laws).map(|law| law.into_law(&home)).collect();
        let main = laws.first().map_or_else(|| home.clone(), |law| law.slug.clone());
        let chapters = self
            .chapters
            .into_iter()
            .map(|chapter| Chapter {
                title: chapter.title,
                part: chapter.part,
                law: chapter.law.unwrap_or_else(|| main.clone()),
                articles: chapter.articles,
            })
            .collect();
        let mut problems = Vec::new();
        let mut questions = Vec::with_capacity(self.questions.len());
        for raw in self.questions {
            let id = raw.id.clone();
            match raw.into_question() {
                (question, found) if found.is_empty() => questions.push(question),
                (question, found) => {
                    problems.extend(found.into_iter().map(|kind| BankProblem::new(id.0.clone(), kind)));
                    questions.push(question);
                }
            }
        }
        (Bank { id: self.id, title: self.title, revision: self.revision, laws, chapters, cases: self.cases, questions }, problems)
    }
}

impl RawLaw {
    fn into_law(self, home: &LawId) -> Law {
        let short = self.short.unwrap_or_else(|| self.name.trim_start_matches("中华人民共和国").to_owned());
        Law { slug: self.slug.unwrap_or_else(|| home.clone()), name: self.name, short, version: self.version, effective: self.effective }
    }
}

impl RawQuestion {
    fn into_question(self) -> (Question, Vec<P>) {
        let mut problems = Vec::new();
        let options: Vec<String> = match self.kind {
            Kind::Judge if self.options.is_empty() => JUDGE_OPTIONS.map(str::to_owned).to_vec(),
            _ => self.options,
        };
        let (least, most) = match self.kind {
            Kind::Single => (3, 5),
            Kind::Multiple => (4, 6),
            Kind::Judge => (2, 2),
        };
        if !(least..=most).contains(&options.len()) || (self.kind == Kind::Judge && options != JUDGE_OPTIONS) {
            problems.push(P::OptionCount { kind: self.kind, found: options.len(), least, most });
        }
        for (index, option) in options.iter().enumerate() {
            if options[..index].contains(option) {
                problems.push(P::RepeatedOption(index + 1));
            }
        }
        let key = match (self.kind, &self.answer) {
            (Kind::Judge, RawAnswer::Judgement(right)) => Choices::one(usize::from(!right)),
            (Kind::Single | Kind::Multiple, RawAnswer::Letters(letters)) => Choices::from_letters(letters).unwrap_or_default(),
            _ => Choices::EMPTY,
        };
        let fits = match self.kind {
            Kind::Single | Kind::Judge => key.len() == 1,
            Kind::Multiple => key.len() >= 2,
        };
        if !fits || key.iter().any(|index| index >= options.len()) {
            problems.push(P::Answer);
        }
        if self.basis.is_empty() {
            problems.push(P::NoBasis);
        }
        if !(1..=3).contains(&self.difficulty) {
            problems.push(P::Difficulty);
        }
        let texts = [&self.stem, &self.explanation].into_iter().chain(&options).chain(&self.facts);
        if texts.into_iter().any(|text| text.trim().is_empty()) {
            problems.push(P::Empty);
        }
        let question = Question {
            id: self.id,
            kind: self.kind,
            stem: self.stem,
            options,
            key,
            explanation: self.explanation,
            basis: self.basis,
            facts: self.facts,
            topics: self.topics,
            difficulty: self.difficulty,
            case: self.case,
        };
        (question, problems)
    }
}

impl TryFrom<RawQuestion> for Question {
    type Error = BankProblem;

    fn try_from(raw: RawQuestion) -> Result<Self, BankProblem> {
        let id = raw.id.0.clone();
        let (question, problems) = raw.into_question();
        match problems.into_iter().next() {
            None => Ok(question),
            Some(problem) => Err(BankProblem::new(id, problem)),
        }
    }
}

impl From<Question> for RawQuestion {
    fn from(question: Question) -> Self {
        let judge = question.kind == Kind::Judge;
        Self {
            id: question.id,
            kind: question.kind,
            stem: question.stem,
            answer: if judge { RawAnswer::Judgement(question.key.contains(0)) } else { RawAnswer::Letters(question.key.letters()) },
            options: if judge { Vec::new() } else { question.options },
            explanation: question.explanation,
            basis: question.basis,
            facts: question.facts,
            topics: question.topics,
            difficulty: question.difficulty,
            case: question.case,
        }
    }
}
