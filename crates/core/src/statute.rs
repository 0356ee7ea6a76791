//! Texts of laws, to check questions against. They are not part of this project; whoever checks has them at hand.

use crate::authoring::hash;
use crate::bank::{Basis, LawId};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One law.
#[derive(Debug, Clone, Deserialize)]
pub struct Statute {
    /// Names it, and its file.
    pub slug: LawId,
    /// Newest change: `2021-01-22 修订`.
    pub version: String,
    /// First day of this version, where its text states it.
    #[serde(default)]
    pub effective: Option<String>,
    /// Its articles.
    pub articles: Vec<Article>,
}

/// One article.
#[derive(Debug, Clone, Deserialize)]
pub struct Article {
    /// Its number, from 1.
    pub n: u16,
    /// What it says.
    pub text: String,
}

/// Laws by slug.
#[derive(Debug, Clone, Default)]
pub struct Statutes(BTreeMap<LawId, Statute>);

impl Statutes {
    /// Adds a law from its file.
    ///
    /// # Errors
    /// When the text is no such file.
    pub fn add(&mut self, json: &str) -> Result<(), serde_json::Error> {
        let statute: Statute = serde_json::from_str(json)?;
        self.0.insert(statute.slug.clone(), statute);
        Ok(())
    }

    /// Whether there is no law.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The law of this slug.
    pub fn get(&self, law: &LawId) -> Option<&Statute> {
        self.0.get(law)
    }

    /// What an article says.
    pub fn article(&self, basis: &Basis) -> Option<&str> {
        self.0.get(&basis.law)?.articles.iter().find(|article| article.n == basis.article).map(|article| article.text.as_str())
    }

    /// The hash of an article's text.
    pub fn article_hash(&self, basis: &Basis) -> Option<String> {
        self.article(basis).map(hash)
    }
}
