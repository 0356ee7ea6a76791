//! Handing a file to the person; where a chat app's browser refuses downloads, the text to copy.

use crate::components::dialog::Dialog;
use crate::platform;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextFile {
    /// File name with extension.
    pub(crate) name: String,
    /// `text/csv`, `application/json`, `text/plain`.
    pub(crate) mime: &'static str,
    /// Its text.
    pub(crate) text: String,
}

/// A button that makes a file and hands it over.
#[component]
pub(crate) fn SaveFile(
    /// The word on the button.
    label: &'static str,
    /// A test hook.
    #[prop(optional)]
    testid: &'static str,
    /// Makes the file; `None` when it cannot be made.
    #[prop(into)]
    make: Callback<(), Option<TextFile>>,
    /// Called when the file was handed over.
    #[prop(optional, into)]
    on_saved: Option<Callback<()>>,
) -> impl IntoView {
    let refused = RwSignal::new(None::<TextFile>);
    let open = RwSignal::new(false);
    let copied = RwSignal::new(false);
    let save = move |_| {
        let Some(file) = make.run(()) else { return };
        if !platform::is_download_blocked() && platform::download(&file.name, file.mime, &file.text).is_ok() {
            if let Some(on_saved) = on_saved {
                on_saved.run(());
            }
        } else {
            copied.set(false);
            refused.set(Some(file));
            open.set(true);
        }
    };
    let copy = move |_| {
        let Some(file) = refused.get_untracked() else { return };
        spawn_local(async move {
            if platform::copy_text(&file.text).await {
                copied.set(true);
                if let Some(on_saved) = on_saved {
                    on_saved.run(());
                }
            }
        });
    };
    view! {
        <button type="button" data-testid=testid on:click=save>{label}</button>
        <Dialog open title="保存文件">
            <p>"当前软件内的浏览器不能下载文件。可以点右上角菜单选择“在浏览器中打开”后再下载，或者复制下面的内容，粘贴到文件中保存。"</p>
            <p class="muted">{move || refused.with(|file| file.as_ref().map(|file| format!("文件名：{}", file.name)))}</p>
            <label class="field">
                <span>"文件内容"</span>
                <textarea readonly rows="6" prop:value=move || refused.with(|file| file.as_ref().map(|file| file.text.clone()).unwrap_or_default())></textarea>
            </label>
            <div class="actions">
                <span role="status">{move || copied.get().then_some("已复制")}</span>
                <button type="button" class="primary" on:click=copy>"复制内容"</button>
            </div>
        </Dialog>
    }
}
