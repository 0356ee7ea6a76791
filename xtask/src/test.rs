//! Every check and test, one after the other, with a count at the end.

use crate::{bank, dist, root, serve, tools};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use std::{env, fs};

/// How many tests of a step passed and failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    passed: u32,
    failed: u32,
}

/// A named step.
type Step = (&'static str, fn() -> Result<Counts>);

const STEPS: [Step; 8] = [
    ("format", format),
    ("lints", lints),
    ("native tests", native_tests),
    ("bank checks", bank_checks),
    ("browser set-up", browser_set_up),
    ("wasm tests", wasm_tests),
    ("release build", release_build),
    ("browser tests", browser_tests),
];

/// Runs the steps whose name contains `only`, or all. Returns whether everything passed.
pub(crate) fn run(only: Option<&str>) -> Result<bool> {
    let mut total = Counts::default();
    let mut summary = Vec::new();
    for (name, step) in STEPS {
        if only.is_some_and(|only| !name.contains(only)) {
            continue;
        }
        println!("\n=== {name} ===");
        let begun = Instant::now();
        let counts = step().unwrap_or_else(|error| {
            println!("{name}: {error:#}");
            Counts { passed: 0, failed: 1 }
        });
        println!("--- {name}: {} passed, {} failed, {:.1} s", counts.passed, counts.failed, begun.elapsed().as_secs_f32());
        total.passed += counts.passed;
        total.failed += counts.failed;
        summary.push(format!("{name:<16}{:>5} passed{:>5} failed{:>8.1} s", counts.passed, counts.failed, begun.elapsed().as_secs_f32()));
    }
    if summary.is_empty() {
        bail!("no step is called {}", only.unwrap_or_default());
    }
    println!("\n{}\n", summary.join("\n"));
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0)
}

fn one(passed: bool) -> Counts {
    Counts { passed: u32::from(passed), failed: u32::from(!passed) }
}

fn format() -> Result<Counts> {
    let status = Command::new("cargo").args(["fmt", "--all", "--check"]).status()?;
    Ok(one(status.success()))
}

fn lints() -> Result<Counts> {
    tools::provide()?;
    let native = Command::new("cargo").args(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]).status()?;
    let wasm = Command::new("cargo")
        .args([
            "clippy",
            "-p",
            "xuefa",
            "-p",
            "xuefa-core",
            "-p",
            "xuefa-store",
            "--all-targets",
            "--target",
            "wasm32-unknown-unknown",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ])
        .status()?;
    Ok(Counts {
        passed: u32::from(native.success()) + u32::from(wasm.success()),
        failed: u32::from(!native.success()) + u32::from(!wasm.success()),
    })
}

fn native_tests() -> Result<Counts> {
    counted(Command::new("cargo").args(["test", "--workspace", "--no-fail-fast"]), count_cargo)
}

fn bank_checks() -> Result<Counts> {
    bank::check_all().map(one)
}

/// Chromium and its driver; on Debian as root they are installed, elsewhere their packages are named.
fn browser_set_up() -> Result<Counts> {
    if chromium().is_none() || !tools::is_there("chromedriver") {
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"));
        if !is_root || !Path::new("/etc/debian_version").exists() {
            bail!("Chromium and ChromeDriver are missing: install the packages chromium and chromium-driver");
        }
        println!("Installing Chromium and ChromeDriver …");
        tools::run(Command::new("apt-get").args(["update", "-qq"]))?;
        tools::run(
            Command::new("apt-get")
                .args(["install", "-y", "-qq", "chromium", "chromium-driver", "fonts-noto-cjk"])
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )?;
    }
    if !tools::is_there("node") || !tools::is_there("npm") {
        bail!("Node.js is missing: install Node.js 20 or newer with npm");
    }
    println!("Getting the browser test runner …");
    tools::run(
        Command::new("npm")
            .args(["ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(e2e())
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    Ok(one(true))
}

fn wasm_tests() -> Result<Counts> {
    let bin = tools::wasm_bindgen_bin()?;
    let mut command = Command::new("cargo");
    command.args(["test", "-p", "xuefa", "--target", "wasm32-unknown-unknown", "--lib", "--test", "web", "--no-fail-fast"]);
    command.env("PATH", tools::path_with(&[&bin])?).env("CHROMEDRIVER", find("chromedriver").context("chromedriver is missing")?);
    counted(&mut command, count_cargo)
}

fn release_build() -> Result<Counts> {
    dist::build().map(|()| one(true))
}

fn browser_tests() -> Result<Counts> {
    counted(in_browser("npx")?.args(["playwright", "test"]), count_playwright)
}

/// Takes the pictures of README and guide.
pub(crate) fn pictures() -> Result<()> {
    browser_set_up()?;
    tools::run(in_browser("node")?.arg("pictures.mjs"))
}

/// A command that finds the release app served and a browser to open it.
fn in_browser(program: &str) -> Result<Command> {
    // Never the app of other sources; the build before this step makes it a matter of seconds.
    dist::build()?;
    let url = serve::run_in_background(dist::folder())?;
    let mut command = Command::new(program);
    command.current_dir(e2e());
    command.env("XUEFA_URL", url).env("XUEFA_DIST", dist::folder()).env("XUEFA_CHROMIUM", chromium().context("Chromium is missing")?);
    Ok(command)
}

fn e2e() -> PathBuf {
    root().join("tests/e2e")
}

fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| find(name))
}

/// Where a program is.
fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|path| fs::metadata(path).is_ok_and(|metadata| metadata.is_file()))
}

/// Runs tests, showing what they print, and counts them. None at all is a failure.
fn counted(command: &mut Command, count: fn(&str) -> Counts) -> Result<Counts> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {:?}", command.get_program()))?;
    let mut output = String::new();
    let mut reader = BufReader::new(child.stdout.take().context("no output")?);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        std::io::stdout().write_all(&line)?;
        output.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    let status = child.wait()?;
    let mut counts = count(&without_colours(&output));
    if counts.passed + counts.failed == 0 {
        println!("no test ran");
        counts.failed += 1;
    }
    if !status.success() && counts.failed == 0 {
        counts.failed += 1;
    }
    Ok(counts)
}

/// The text without the sequences that colour it, as some environments ask for.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once(|c: char| c.is_ascii_alphabetic()).map_or("", |(_, text)| text));
    std::iter::once(first).chain(rest).collect()
}

/// Adds up lines like `test result: ok. 21 passed; 2 failed; …`.
fn count_cargo(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines().filter(|line| line.contains("test result:")) {
        counts.passed += number_before(line, " passed");
        counts.failed += number_before(line, " failed");
    }
    counts
}

/// Adds up lines like `  3 failed` and `  40 passed (1.2m)`.
fn count_playwright(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines().map(str::trim) {
        let first_is_number = line.split(' ').next().is_some_and(|word| word.parse::<u32>().is_ok());
        if first_is_number && line.split(' ').count() <= 3 {
            counts.passed += number_before(line, " passed");
            counts.failed += number_before(line, " failed")
                + number_before(line, " flaky")
                + number_before(line, " did not run")
                + number_before(line, " interrupted");
        }
    }
    counts
}

fn number_before(line: &str, word: &str) -> u32 {
    let Some(at) = line.find(word) else { return 0 };
    line[..at].rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_counted() {
        let cargo = "test result: ok. 21 passed; 0 failed; 0 ignored\nnoise 5 passed\ntest result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(count_cargo(cargo), Counts { passed: 24, failed: 2 });
        let playwright = "  ok 1 a test that 3 passed by\n\n  1 failed\n    [phone] › a\n  2 flaky\n  40 passed (1.2m)\n";
        assert_eq!(count_playwright(playwright), Counts { passed: 40, failed: 3 });
        assert_eq!(count_playwright("nothing"), Counts::default());
    }

    #[test]
    fn colours_do_not_hide_results() {
        let coloured = "\u{1b}[1A\u{1b}[2K\u{1b}[31m  1 failed\u{1b}[39m\n\u{1b}[32m  40 passed\u{1b}[39m\u{1b}[2m (1.2m)\u{1b}[22m\n";
        assert_eq!(without_colours(coloured), "  1 failed\n  40 passed (1.2m)\n");
        assert_eq!(count_playwright(&without_colours(coloured)), Counts { passed: 40, failed: 1 });
    }
}
