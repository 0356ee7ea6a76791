//! What Trunk does not do: writes the banks, shrinks the wasm, fills in the security policy.

use crate::{bank, policy};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Tells the hook where `wasm-opt` is; set by `cargo xtask build`.
pub(crate) const WASM_OPT: &str = "XUEFA_WASM_OPT";

/// What browsers of 2022 have; with more enabled they refuse the module.
const WASM_FEATURES: [&str; 6] =
    ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"];

/// Finishes the build in the folder that Trunk names.
pub(crate) fn run() -> Result<()> {
    let staging = PathBuf::from(env::var_os("TRUNK_STAGING_DIR").context("trunk-hook is called by Trunk, not by hand")?);
    bank::pack(&staging.join("banks"))?;
    if let Some(wasm_opt) = env::var_os(WASM_OPT) {
        shrink(&staging, Path::new(&wasm_opt))?;
    }
    let page = staging.join("index.html");
    let html = name_desk(&staging, &fs::read_to_string(&page)?)?;
    // Day to day, Trunk adds its reloading script after this hook; a policy would stop it.
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    fs::write(&page, if is_release { policy::with_policy(&html)? } else { html })?;
    Ok(())
}

/// Names the desk's files after their content, like Trunk does with the others, and writes the few
/// lines that start it. Returns the page with the new name.
fn name_desk(staging: &Path, html: &str) -> Result<String> {
    let wasm = fs::read(staging.join("xuefa-desk_bg.wasm")).context("the desk was not built")?;
    let js = fs::read_to_string(staging.join("xuefa-desk.js"))?;
    let hex: String = Sha256::digest([&wasm, js.as_bytes()].concat()).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let (wasm_name, js_name, loader_name) = (format!("desk-{hex}_bg.wasm"), format!("desk-{hex}.js"), format!("desk-loader-{hex}.js"));
    fs::write(staging.join(&js_name), js.replace("xuefa-desk_bg.wasm", &wasm_name))?;
    fs::rename(staging.join("xuefa-desk_bg.wasm"), staging.join(&wasm_name))?;
    fs::remove_file(staging.join("xuefa-desk.js"))?;
    fs::write(staging.join(&loader_name), format!("import init from \"./{js_name}\";\nawait init();\n"))?;
    // Trunk's own starter is for workers; the desk runs on the page.
    let _ = fs::remove_file(staging.join("xuefa-desk_loader.js"));
    ensure!(html.contains("./xuefa-desk-loader.js"), "index.html does not name the desk");
    Ok(html.replace("./xuefa-desk-loader.js", &format!("./{loader_name}")))
}

fn shrink(folder: &Path, wasm_opt: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "wasm") {
            continue;
        }
        let before = fs::metadata(&path)?.len();
        let mut command = Command::new("node");
        command.arg(wasm_opt).arg("-Oz").arg("--strip-debug").arg("--strip-producers");
        command.args(WASM_FEATURES.iter().map(|feature| format!("--enable-{feature}")));
        crate::tools::run(command.arg(&path).arg("-o").arg(&path)).context("wasm-opt")?;
        println!("wasm-opt: {} KB → {} KB", before / 1024, fs::metadata(&path)?.len() / 1024);
    }
    Ok(())
}
