//! Where the questions come from, what they are for, and what to do about an error.

use crate::route::Route;
use crate::state::expect_library;
use crate::text;
use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn AboutPage() -> impl IntoView {
    let library = expect_library();
    let banks = library
        .index()
        .banks
        .iter()
        .map(|bank| {
            let laws: Vec<String> = bank
                .laws
                .iter()
                .filter_map(|slug| library.index().law(slug))
                .map(|law| {
                    format!(
                        "《{}》（{}{}）",
                        law.short,
                        law.version,
                        law.effective.as_deref().map(|day| format!("，{}", text::effective(day))).unwrap_or_default()
                    )
                })
                .collect();
            view! {
                <tr>
                    <th scope="row"><a href=Route::Bank(bank.id.clone()).href()>{bank.title.clone()}</a></th>
                    <td class="figures">{bank.n_questions()}</td>
                    <td>{laws.join("、")}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h1 id="page-title" tabindex="-1">"题库说明"</h1>
        <p>"题目由本项目依据法律法规条文自行编写，每道题注明法律名称、条号和版本，并逐题与条文核对。"</p>
        <p>"题目用于会前学法和考前练习，不是正式考试的试题，也不是法律意见。办理具体事项，请以现行有效的法律条文和有权机关的解释为准。"</p>
        <p>"发现题目有误，做题时点“题目有误”写下问题。内容保存在本机，由组织者在“参与统计”中导出后反馈。"</p>
        <h2>"收录的法律"</h2>
        <div class="table-scroll" tabindex="0" role="region" aria-label="收录的法律">
            <table>
                <thead><tr><th scope="col">"题库"</th><th scope="col">"题数"</th><th scope="col">"法律和版本"</th></tr></thead>
                <tbody>{banks}</tbody>
            </table>
        </div>
        <h2>"数据保存在哪里"</h2>
        <p>"姓名、单位和做题记录只保存在您这台设备的浏览器里，网页不会把它们发送到任何地方。清理浏览器数据会删除记录，请在"<a href=Route::Settings.href()>"设置"</a>"中定期备份。"</p>
    }
}
