//! The record of what was verified: which statute texts, which questions, by hash. When either
//! changes, it tells which questions must be read again.

use crate::authoring::hash;
use crate::bank::{Bank, Basis, LawId, Question, QuestionId};
use crate::statute::Statutes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was verified, as kept in `questions/verified.json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Verified {
    /// Version of each law at that time.
    pub laws: BTreeMap<LawId, VerifiedLaw>,
    /// Hash of each question's content at that time.
    pub questions: BTreeMap<QuestionId, String>,
}

/// A law as it was when questions were verified against it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VerifiedLaw {
    /// `2021-01-22 修订`.
    pub version: String,
    /// Hash of the text of each cited article.
    pub articles: BTreeMap<u16, String>,
}

/// The hash of everything that a question says.
pub fn question_hash(bank: &Bank, question: &Question) -> String {
    let case = question.case.as_ref().and_then(|id| bank.cases.iter().find(|case| case.id == *id));
    let content = serde_json::to_string(&(question, case)).expect("questions are plain data");
    hash(&content)
}

impl Verified {
    /// Records these banks as verified against these texts. Articles that are not at hand are left out.
    pub fn of(banks: &[Bank], statutes: &Statutes) -> Self {
        let mut verified = Self::default();
        for bank in banks {
            for question in &bank.questions {
                verified.questions.insert(question.id.clone(), question_hash(bank, question));
                for basis in &question.basis {
                    if let (Some(statute), Some(text_hash)) = (statutes.get(&basis.law), statutes.article_hash(basis)) {
                        let law = verified.laws.entry(basis.law.clone()).or_default();
                        law.version.clone_from(&statute.version);
                        law.articles.insert(basis.article, text_hash);
                    }
                }
            }
        }
        verified
    }

    /// Questions whose content is not what was verified, and verified ones that are gone.
    pub fn changed_questions(&self, banks: &[Bank]) -> Vec<QuestionId> {
        let now: BTreeMap<&QuestionId, String> = banks
            .iter()
            .flat_map(|bank| bank.questions.iter().map(move |question| (&question.id, question_hash(bank, question))))
            .collect();
        let mut changed: Vec<QuestionId> =
            now.iter().filter(|(id, hash)| self.questions.get(**id) != Some(*hash)).map(|(id, _)| (*id).clone()).collect();
        changed.extend(self.questions.keys().filter(|id| !now.contains_key(id)).cloned());
        changed
    }

    /// Questions that cite an article whose text is not what it was.
    pub fn to_read_again(&self, banks: &[Bank], statutes: &Statutes) -> Vec<(QuestionId, Basis)> {
        let mut again = Vec::new();
        for question in banks.iter().flat_map(|bank| &bank.questions) {
            for basis in &question.basis {
                let before = self.laws.get(&basis.law).and_then(|law| law.articles.get(&basis.article));
                if before != statutes.article_hash(basis).as_ref() {
                    again.push((question.id.clone(), basis.clone()));
                }
            }
        }
        again
    }

    /// The file's text: one line for each entry, so that changes are easy to see.
    ///
    /// # Panics
    /// Never: the record is plain data.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("the record is plain data");
        text.push('\n');
        text
    }
}
