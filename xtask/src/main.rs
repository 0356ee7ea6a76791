//! The project's commands. `cargo xtask --help` lists them.

mod bank;
mod dist;
mod hook;
mod policy;
mod serve;
mod test;
mod tools;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, serves and tests the app; checks the question banks")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Sets everything up, builds the release app and serves it.
    Serve {
        /// The port to listen on.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// The address to listen on.
        #[arg(long, default_value = "127.0.0.1")]
        host: IpAddr,
    },
    /// Sets everything up and builds the release app into `dist/`.
    Build,
    /// Runs every check and test, in a real browser too.
    Test {
        /// Runs only the steps whose name contains this.
        #[arg(long)]
        only: Option<String>,
    },
    /// Takes the pictures of README and guide anew, from the release app.
    Pictures,
    /// Checks the question banks.
    #[command(subcommand)]
    Bank(bank::BankCommand),
    /// Called by Trunk after each build.
    #[command(hide = true)]
    TrunkHook,
}

fn main() -> ExitCode {
    match run(Args::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<bool> {
    std::env::set_current_dir(root())?;
    match command {
        Command::Serve { port, host } => {
            let listener = serve::listen(host, port)?;
            dist::build()?;
            serve::run(listener, dist::folder())?;
            Ok(true)
        }
        Command::Build => dist::build().map(|()| true),
        Command::Test { only } => test::run(only.as_deref()),
        Command::Pictures => test::pictures().map(|()| true),
        Command::Bank(command) => bank::run(command),
        Command::TrunkHook => hook::run().map(|()| true),
    }
}

/// The project's folder.
fn root() -> PathBuf {
    let mut folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    folder.pop();
    folder
}
