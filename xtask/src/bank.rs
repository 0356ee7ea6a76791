//! The question banks: checking them, verifying them against statutes, and writing what is delivered.

use crate::root;
use anyhow::{Context, Result, bail};
use clap::Subcommand;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use xuefa_core::authoring::{BankSource, Banks, read_banks};
use xuefa_core::quality::{self, CORE_TOPICS, MIN_TOPIC_QUESTIONS, TARGETS};
use xuefa_core::statute::Statutes;
use xuefa_core::verify::Verified;

/// What can be done with the banks.
#[derive(Subcommand)]
pub(crate) enum BankCommand {
    /// Reports counts and coverage, and every violation of the limits.
    Check {
        /// A folder with statute texts; without it only what the banks show by themselves is checked.
        #[arg(long)]
        laws: Option<PathBuf>,
    },
    /// Checks every question against the statutes and records what was verified.
    Verify {
        /// The folder with statute texts.
        #[arg(long)]
        laws: PathBuf,
        /// Only lists what changed since the last time; records nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Runs a command. Returns whether all is well.
pub(crate) fn run(command: BankCommand) -> Result<bool> {
    match command {
        BankCommand::Check { laws } => check(laws.or_else(usual_laws).as_deref()),
        BankCommand::Verify { laws, dry_run } => verify(&laws, dry_run),
    }
}

/// All checks that need no argument: for the test command.
pub(crate) fn check_all() -> Result<bool> {
    check(usual_laws().as_deref())
}

/// Writes the pieces in which banks are delivered.
pub(crate) fn pack(out: &Path) -> Result<()> {
    fs::create_dir_all(out)?;
    for (name, text) in read()?.files() {
        fs::write(out.join(name), text)?;
    }
    Ok(())
}

/// Statute texts beside the project, where people who check keep them; `XUEFA_LAWS` names another folder.
fn usual_laws() -> Option<PathBuf> {
    let named = std::env::var_os("XUEFA_LAWS").map(PathBuf::from);
    named.or_else(|| Some(root().join("../shared/laws"))).filter(|folder| folder.is_dir())
}

fn check(laws: Option<&Path>) -> Result<bool> {
    let banks = read()?;
    let statutes = match laws {
        Some(folder) => read_statutes(folder)?,
        None => {
            println!("Statute texts are not at hand: facts are not compared with articles. Name their folder with --laws.");
            Statutes::default()
        }
    };
    let mut problems: Vec<String> = banks.banks.iter().flat_map(|bank| quality::check(bank, &statutes)).collect();
    problems.extend(print_figures(&banks));
    problems.extend(print_topics(&banks));
    problems.extend(check_verified(&banks, &statutes)?);
    for problem in &problems {
        println!("✗ {problem}");
    }
    println!("{} banks, {} problems", banks.banks.len(), problems.len());
    Ok(problems.is_empty())
}

/// Prints a row for each bank. Returns the targets that are missed.
fn print_figures(banks: &Banks) -> Vec<String> {
    let mut problems = Vec::new();
    let mut n_all = 0;
    println!(
        "{:<28}{:>9}{:>9}{:>10}{:>10}{:>8}{:>8}{:>8}{:>11}{:>11}",
        "bank", "questions", "at least", "articles", "at least", "single", "multi", "judge", "situations", "1/2/3"
    );
    for bank in &banks.banks {
        let figures = quality::figures(bank);
        n_all += figures.n_questions;
        let target = TARGETS.iter().find(|(id, ..)| bank.id.0 == *id);
        let (questions, articles) = target.map_or((0, 0), |&(_, questions, articles)| (questions, articles));
        let [single, multiple, judge] = figures.n_by_kind;
        let [one, two, three] = figures.n_by_difficulty;
        println!(
            "{:<28}{:>9}{questions:>9}{:>10}{articles:>10}{single:>8}{multiple:>8}{judge:>8}{:>10}%{:>11}",
            bank.id.0,
            figures.n_questions,
            figures.n_articles,
            figures.n_situations * 100 / figures.n_questions.max(1),
            format!("{one}/{two}/{three}")
        );
        if figures.n_questions < questions || figures.n_articles < articles {
            problems.push(format!(
                "{}: {} questions on {} articles; at least {questions} on {articles}",
                bank.id, figures.n_questions, figures.n_articles
            ));
        }
    }
    println!("{:<28}{n_all:>9}", "all");
    for (id, ..) in TARGETS {
        if !banks.banks.iter().any(|bank| bank.id.0 == id) {
            problems.push(format!("{id}: there is no such bank"));
        }
    }
    problems
}

/// Prints how many questions each topic has. Returns the topics with too few.
fn print_topics(banks: &Banks) -> Vec<String> {
    let index = banks.index();
    let counts: BTreeMap<&str, usize> = banks.topics.iter().map(|topic| (topic.id.0.as_str(), index.n_with_topic(&topic.id))).collect();
    println!(
        "topics: {}",
        banks.topics.iter().map(|topic| format!("{} {}", topic.title, counts[topic.id.0.as_str()])).collect::<Vec<_>>().join(", ")
    );
    let too_few = |topic: &&&str| counts.get(**topic).copied().unwrap_or(0) < MIN_TOPIC_QUESTIONS;
    CORE_TOPICS
        .iter()
        .filter(too_few)
        .map(|topic| format!("topic {topic} has {} questions; at least {MIN_TOPIC_QUESTIONS}", counts.get(topic).copied().unwrap_or(0)))
        .collect()
}

/// Compares the banks with the record of what was verified.
fn check_verified(banks: &Banks, statutes: &Statutes) -> Result<Vec<String>> {
    let verified = read_verified()?;
    let changed = verified.changed_questions(&banks.banks);
    let mut problems: Vec<String> = changed
        .iter()
        .map(|id| format!("{id}: not as it was verified; read it against the statute, then run cargo xtask bank verify"))
        .collect();
    if statutes.is_empty() {
        println!("Verified: {} questions compared by hash; statute texts are not at hand and were not compared.", verified.questions.len());
    } else {
        problems.extend(
            verified
                .to_read_again(&banks.banks, statutes)
                .iter()
                .map(|(id, basis)| format!("{id}: article {} of {} is not the text it was verified against", basis.article, basis.law)),
        );
    }
    Ok(problems)
}

fn verify(laws: &Path, dry_run: bool) -> Result<bool> {
    let banks = read()?;
    let statutes = read_statutes(laws)?;
    let before = read_verified()?;
    let again = before.to_read_again(&banks.banks, &statutes);
    if !before.questions.is_empty() {
        for (id, basis) in &again {
            println!("read again: {id} (article {} of {} is new or changed)", basis.article, basis.law);
        }
        for id in before.changed_questions(&banks.banks) {
            println!("read again: {id} (the question is new, changed or gone)");
        }
    }
    let problems: Vec<String> = banks.banks.iter().flat_map(|bank| quality::check(bank, &statutes)).collect();
    for problem in &problems {
        println!("✗ {problem}");
    }
    if !problems.is_empty() {
        println!("{} problems: nothing recorded", problems.len());
        return Ok(false);
    }
    let verified = Verified::of(&banks.banks, &statutes);
    let n_articles: usize = verified.laws.values().map(|law| law.articles.len()).sum();
    println!("{} questions agree with {n_articles} articles of {} laws", verified.questions.len(), verified.laws.len());
    if !dry_run {
        fs::write(verified_path(), verified.to_json())?;
        println!("recorded in questions/verified.json");
    }
    Ok(true)
}

fn verified_path() -> PathBuf {
    root().join("questions/verified.json")
}

fn read_verified() -> Result<Verified> {
    match fs::read_to_string(verified_path()) {
        Ok(text) => serde_json::from_str(&text).context("questions/verified.json"),
        Err(_) => Ok(Verified::default()),
    }
}

fn read() -> Result<Banks> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(root().join("questions"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            sources.push(BankSource { file, text: fs::read_to_string(&path)? });
        }
    }
    read_banks(&sources).map_err(|problems| anyhow::anyhow!("{} problems in questions/:\n{}", problems.len(), problems.join("\n")))
}

fn read_statutes(folder: &Path) -> Result<Statutes> {
    let mut statutes = Statutes::default();
    for entry in fs::read_dir(folder).with_context(|| format!("{}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            statutes.add(&fs::read_to_string(&path)?).with_context(|| format!("{}", path.display()))?;
        }
    }
    if statutes.is_empty() {
        bail!("no statute texts in {}", folder.display());
    }
    Ok(statutes)
}
