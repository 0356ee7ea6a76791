//! One record: its version, and reading it whatever version wrote it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The version this program writes.
///
/// To change a stored shape: raise this, add a step to [`upgrade`], and keep samples of what the
/// old version wrote in `tests/samples`.
pub(crate) const VERSION: u32 = 1;

#[derive(Serialize)]
struct Written<'a, T> {
    v: u32,
    d: &'a T,
}

#[derive(Deserialize)]
struct Read<'a> {
    v: u32,
    #[serde(borrow)]
    d: &'a serde_json::value::RawValue,
}

/// A record that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stood.
    pub key: String,
    /// What is the matter.
    pub kind: ProblemKind,
}

/// Why a record cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// Not what any version writes.
    #[error("damaged: {0}")]
    Damaged(String),
    /// Written by a newer version of this program; left as it is.
    #[error("written by version {0}, newer than {VERSION}")]
    TooNew(u32),
}

/// The text of a record.
pub(crate) fn write<T: Serialize>(data: &T) -> String {
    // Our own types have string keys and no failing serializers.
    serde_json::to_string(&Written { v: VERSION, d: data }).expect("records are plain data")
}

/// Reads a record of this or an earlier version.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, ProblemKind> {
    let damaged = |error: serde_json::Error| ProblemKind::Damaged(format!("line {}, column {}", error.line(), error.column()));
    let Read { v, d } = serde_json::from_str(text).map_err(damaged)?;
    match v {
        VERSION => serde_json::from_str(d.get()).map_err(damaged),
        newer if newer > VERSION => Err(ProblemKind::TooNew(newer)),
        older => Err(ProblemKind::Damaged(format!("version {older} never existed"))),
    }
}
