//! Home: go on where one stopped, the daily ten, what is due, and the banks.

use crate::components::calendar::calendar;
use crate::components::icon::Icon;
use crate::components::live;
use crate::components::meter::Meter;
use crate::route::Route;
use crate::state::{Library, Study, expect_library, expect_study};
use crate::text;
use leptos::prelude::*;
use xuefa_core::mode::Mode;
use xuefa_core::practice::{DAILY_COUNT, PracticeSet, Selection};
use xuefa_core::progress::{Coverage, Progress};

/// Home.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let study = expect_study();
    let library = expect_library();
    live(move || {
        let today = study.today.get();
        let name = study.current.get().map(|profile| profile.name).unwrap_or_default();
        let daily_note = daily_note(study);
        study.progress.with(|progress| {
            let n_today = progress.days.get(&today).map_or(0, |day| day.n_answered);
            let mut facts = if n_today == 0 { "今天还没有做题".to_owned() } else { format!("今天已做{n_today}题") };
            let streak = progress.streak_days(today);
            if streak > 1 {
                facts.push_str(&format!("，连续学习{streak}天"));
            }
            match progress.settings.exam_day.map(|day| day.0 - today.0) {
                Some(0) => facts.push_str("，今天考试"),
                Some(days @ 1..) => facts.push_str(&format!("，距考试还有{days}天")),
                _ => {}
            }
            let due_note = match progress.n_due(today) {
                0 => "今天没有到期的题".to_owned(),
                n => format!("{n}题到期"),
            };
            let wrong_note = match progress.wrong_book().len() {
                0 => "还没有错题".to_owned(),
                n => format!("{n}题待掌握"),
            };
            let tiles = [
                ("tile strong", "mode-daily", Route::daily(today), "每日一练", daily_note),
                ("tile", "home-review", Route::practice(&[], Mode::Review), "到期复习", due_note),
                ("tile", "home-wrong", Route::Review, "错题本", wrong_note),
                ("tile", "home-exam", Route::Exams, "模拟考试", "按真实考试组卷计时".to_owned()),
                ("tile", "home-topics", Route::Topics, "专题与混合练习", "征地、婚姻、邻里、信访等".to_owned()),
                ("tile", "home-progress", Route::Progress, "学习进度", "日历、正确率、考试成绩".to_owned()),
            ]
            .map(|(class, testid, route, title, note)| {
                view! { <li><a class=class data-testid=testid href=route.href()><span class="tile-title">{title}</span><span class="tile-note">{note}</span></a></li> }
            });
            let banks = library.index().banks.iter().map(|bank| {
                let coverage = Coverage::of(progress, bank.all_ids(), today);
                view! {
                    <li>
                        <a class="bank-card" data-testid="bank-card" data-bank=bank.id.0.clone() href=Route::Bank(bank.id.clone()).href()>
                            <span class="bank-title">{bank.title.clone()}</span>
                            <Meter label=format!("{}已做", bank.title) done=coverage.n_seen all=coverage.n_questions />
                            <span class="muted">{format!("正确率 {}", text::percent(coverage.accuracy_percent()))}</span>
                            <Icon name="next" />
                        </a>
                    </li>
                }
            });
            view! {
                <section data-testid="home">
                    <h1 id="page-title" tabindex="-1">{format!("{name}，今天学一点")}</h1>
                    <p class="facts">{facts}</p>
                    {open_exams(progress)}
                    {go_on(study, library)}
                    <ul class="tiles">{tiles.collect_view()}</ul>
                    <h2>"题库"</h2>
                    <ul class="bank-list">{banks.collect_view()}</ul>
                    {last_results(progress)}
                    <h2>"学习日历"</h2>
                    {calendar(progress, today)}
                    <p class="muted foot">
                        <a href=Route::About.href()>"题库说明"</a>"　"<a href=Route::Organiser.href()>"参与统计（组织者）"</a>"　"<a href=Route::Settings.href()>"备份与设置"</a>
                    </p>
                </section>
            }
            .into_any()
        })
    })
}

/// How the daily ten stand today.
fn daily_note(study: Study) -> String {
    let today = study.today.get();
    let Some(profile) = study.current.get() else { return String::new() };
    let set = PracticeSet { banks: Vec::new(), selection: Selection::Daily(today) };
    let session = study.store().session(&profile.id, &set).ok().flatten();
    let n_done = session.map_or(0, |session| study.progress.with(|progress| progress.practised_since(session.since, Mode::Daily).len()));
    match n_done {
        0 => format!("{DAILY_COUNT}题，约5分钟"),
        n if n >= DAILY_COUNT => "今天已完成".to_owned(),
        n => format!("已做{n}/{DAILY_COUNT}题"),
    }
}

/// Exams that were begun and not handed in.
fn open_exams(progress: &Progress) -> AnyView {
    let open = progress.open_exams().into_iter().map(|(exam, record)| {
        view! {
            <a class="notice row-link" href=Route::ExamRun(exam.clone()).href()>
                <span>{format!("考试未交卷：{}，{}截止", record.title, text::moment(record.deadline))}</span>
                <span class="button primary">"继续"</span>
            </a>
        }
    });
    open.collect_view().into_any()
}

/// The practice one was last in.
fn go_on(study: Study, library: Library) -> Option<AnyView> {
    let profile = study.current.get_untracked()?;
    let places = study.store().places(&profile.id).ok()?;
    let today = study.today.get_untracked();
    let open = places.into_iter().filter_map(|(key, place)| PracticeSet::parse(&key).map(|set| (set, place)));
    // The daily ten of past days are over, and so is a set that was followed to its end.
    let (set, place) = open
        .filter(|(set, place)| !place.end && !matches!(set.selection, Selection::Daily(day) if day != today))
        .max_by_key(|(_, place)| place.at)?;
    let title = set_title(library, &set);
    Some(
        view! {
            <a class="continue" data-testid="continue" href=Route::Practice(set).href()>
                <span class="continue-label">"接着上次"</span>
                <span class="continue-title">{title}</span>
                <span class="muted">{format!("上次：{}", text::moment(place.at))}</span>
                <Icon name="next" />
            </a>
        }
        .into_any(),
    )
}

/// What a set is called: `民法典 · 顺序练习`.
pub(crate) fn set_title(library: Library, set: &PracticeSet) -> String {
    let index = library.index();
    let banks = match set.banks.as_slice() {
        [] => "全部题库".to_owned(),
        banks => banks.iter().filter_map(|id| index.bank(id)).map(|bank| bank.title.as_str()).collect::<Vec<_>>().join("、"),
    };
    let what = match &set.selection {
        Selection::Chapter(chapter_idx) => set
            .banks
            .first()
            .and_then(|id| index.bank(id))
            .and_then(|bank| bank.chapters.get(*chapter_idx))
            .map(|chapter| chapter.title.clone()),
        Selection::Topic(topic) => index.topics.iter().find(|other| other.id == *topic).map(|topic| topic.title.clone()),
        Selection::Daily(day) => Some(text::date(*day)),
        Selection::Plain(_) => None,
    };
    let mode = text::mode(set.selection.mode());
    match (&set.selection, what) {
        (Selection::Daily(_), Some(what)) => format!("{mode} · {what}"),
        (_, Some(what)) => format!("{banks} · {what}"),
        (_, None) => format!("{banks} · {mode}"),
    }
}

/// The last exam results.
fn last_results(progress: &Progress) -> Option<AnyView> {
    let results = progress.results();
    let rows = results.iter().take(3).map(|result| {
        view! {
            <li>
                <a class="row" href=Route::ExamResult(result.exam.clone()).href()>
                    <span>{result.title.clone()}</span>
                    <span class="figures">{format!("{}分 {}", result.score.display(), result.band)}</span>
                    <span class="muted">{text::moment(result.submitted)}</span>
                </a>
            </li>
        }
    });
    let rows = rows.collect_view();
    (!results.is_empty()).then(|| view! { <h2>"最近的考试"</h2> <ul class="rows">{rows}</ul> }.into_any())
}
