//! What Trunk does not do: writes the banks, shrinks the wasm, fills in the security policy.

use crate::{bank, policy};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Tells the hook where `wasm-opt` is; set by `cargo xtask build`.
pub(crate) const WASM_OPT: &str = "XUEFA_WASM_OPT";
/// Tells the hook where `terser` is; set by `cargo xtask build`.
pub(crate) const TERSER: &str = "XUEFA_TERSER";

/// What browsers of 2022 have; with more enabled they refuse the module.
const WASM_FEATURES: [&str; 6] =
    ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"];

/// Finishes the build in the folder that Trunk names.
pub(crate) fn run() -> Result<()> {
    let staging = PathBuf::from(env::var_os("TRUNK_STAGING_DIR").context("trunk-hook is called by Trunk, not by hand")?);
    bank::pack(&staging.join("banks"))?;
    if let Some(wasm_opt) = env::var_os(WASM_OPT) {
        shrink_wasm(&staging, Path::new(&wasm_opt))?;
    }
    if let Some(terser) = env::var_os(TERSER) {
        shrink_scripts(&staging, Path::new(&terser))?;
    }
    let page = staging.join("index.html");
    let mut html = name_desk(&staging, &fs::read_to_string(&page)?)?;
    // Day to day, Trunk adds its reloading script after this hook; a policy would stop it.
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        html = policy::with_policy(&join_styles(&staging, &html)?)?;
    }
    fs::write(&page, html)?;
    Ok(())
}

/// Names the desk's files after their content, like Trunk does with the others, and writes the few
/// lines that start it. Returns the page with the new name.
fn name_desk(staging: &Path, html: &str) -> Result<String> {
    let wasm = fs::read(staging.join("xuefa-desk_bg.wasm")).context("the desk was not built")?;
    let js = fs::read_to_string(staging.join("xuefa-desk.js"))?;
    let hex = content_hex(&[&wasm, js.as_bytes()]);
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

/// Makes one file of the style sheets, in their order: one request, and smaller when compressed.
/// Returns the page that links to it.
fn join_styles(staging: &Path, html: &str) -> Result<String> {
    let mut styles = String::new();
    let mut page = String::new();
    let mut place = None;
    for (piece_idx, piece) in html.split("<link ").enumerate() {
        let (tag, rest) = piece.split_once('>').unwrap_or((piece, ""));
        if piece_idx > 0 && tag.split_ascii_whitespace().any(|attribute| attribute.trim_matches('/') == "rel=stylesheet") {
            let href = tag.split_ascii_whitespace().find_map(|attribute| attribute.strip_prefix("href="));
            let file = staging.join(href.context("a style sheet without an address")?.trim_matches('"'));
            styles.push_str(&fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?);
            styles.push('\n');
            fs::remove_file(file)?;
            place.get_or_insert(page.len());
            page.push_str(rest);
        } else {
            page.push_str(if piece_idx > 0 { "<link " } else { "" });
            page.push_str(piece);
        }
    }
    let name = format!("style-{}.css", content_hex(&[styles.as_bytes()]));
    fs::write(staging.join(&name), styles)?;
    page.insert_str(place.context("index.html names no style sheets")?, &format!("<link href=./{name} rel=stylesheet>"));
    Ok(page)
}

/// Sixteen hexadecimal digits that tell one content from another.
fn content_hex(parts: &[&[u8]]) -> String {
    Sha256::digest(parts.concat()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn files_with(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        found.extend(path.extension().is_some_and(|other| other == extension).then_some(path));
    }
    Ok(found)
}

fn shrink_scripts(folder: &Path, terser: &Path) -> Result<()> {
    for path in files_with(folder, "js")? {
        let mut command = Command::new("node");
        command.arg(terser).arg(&path).args(["--module", "--compress", "--mangle", "--output"]).arg(&path);
        crate::tools::run(&mut command).context("terser")?;
    }
    Ok(())
}

fn shrink_wasm(folder: &Path, wasm_opt: &Path) -> Result<()> {
    for path in files_with(folder, "wasm")? {
        let before = fs::metadata(&path)?.len();
        let mut command = Command::new("node");
        command.arg(wasm_opt).arg("-Oz").arg("--strip-debug").arg("--strip-producers");
        command.args(WASM_FEATURES.iter().map(|feature| format!("--enable-{feature}")));
        crate::tools::run(command.arg(&path).arg("-o").arg(&path)).context("wasm-opt")?;
        println!("wasm-opt: {} KB → {} KB", before / 1024, fs::metadata(&path)?.len() / 1024);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_become_one_in_their_order() {
        let folder = env::temp_dir().join(format!("xuefa-styles-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.css"), "a{}").unwrap();
        fs::write(folder.join("b.css"), "b{}").unwrap();
        let html = "<meta charset=utf-8><link href=./i.svg rel=icon><link href=./a.css integrity=x rel=stylesheet><link href=\"./b.css\" rel=stylesheet /><p>";
        let page = join_styles(&folder, html).unwrap();
        let name = files_with(&folder, "css").unwrap().pop().unwrap();
        assert_eq!(fs::read_to_string(&name).unwrap(), "a{}\nb{}\n");
        let name = name.file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(page, format!("<meta charset=utf-8><link href=./i.svg rel=icon><link href=./{name} rel=stylesheet><p>"));
        assert!(join_styles(&folder, "<p>").is_err(), "a page without styles");
        fs::remove_dir_all(folder).unwrap();
    }
}
