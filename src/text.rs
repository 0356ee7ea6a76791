//! The words users read: names of things, and what each error means and asks for. No rules.

use xuefa_core::bank::Kind;
use xuefa_core::grading::PartialRule;
use xuefa_core::mode::Mode;
use xuefa_core::paper::{AssembleError, BlueprintError, MAX_MINUTES, MAX_SECTION_QUESTIONS};
use xuefa_core::profile::{MAX_NAME_CHARS, NameError};
use xuefa_core::time::{Day, Timestamp};
use xuefa_store::backup::RestoreError;
use xuefa_store::{KvError, ProblemKind, Theme, TypeSize};

/// 单选题.
pub(crate) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "单选题",
        Kind::Multiple => "多选题",
        Kind::Judge => "判断题",
    }
}

/// 顺序练习.
pub(crate) fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Sequential => "顺序练习",
        Mode::Random => "随机练习",
        Mode::Unseen => "未做优先",
        Mode::Chapter => "章节练习",
        Mode::Topic => "专题练习",
        Mode::Wrong => "错题练习",
        Mode::Favourite => "收藏练习",
        Mode::Review => "到期复习",
        Mode::Recite => "背题",
        Mode::Daily => "每日一练",
    }
}

/// What the mode does, in one line.
pub(crate) fn mode_hint(mode: Mode) -> &'static str {
    match mode {
        Mode::Sequential => "从头到尾，接着上次的位置",
        Mode::Random => "打乱顺序做全部题目",
        Mode::Unseen => "先做没做过的题",
        Mode::Chapter => "只练一章",
        Mode::Topic => "围绕一类工作场景",
        Mode::Wrong => "做错过、还没掌握的题",
        Mode::Favourite => "自己收藏的题",
        Mode::Review => "快要忘记的题，按记忆规律安排",
        Mode::Recite => "直接看答案，不计入成绩",
        Mode::Daily => "到期、错题和新题混合十道",
    }
}

/// The rule for points when answered in part.
pub(crate) fn partial_rule(rule: PartialRule) -> &'static str {
    match rule {
        PartialRule::Exact => "全对才得分",
        PartialRule::Share => "少选按比例得分，错选不得分",
        PartialRule::Half => "少选得一半分，错选不得分",
        PartialRule::PerOption => "按选项逐项计分，空白不得分",
    }
}

/// A word for the type size.
pub(crate) fn type_size(size: TypeSize) -> &'static str {
    match size {
        TypeSize::Normal => "标准",
        TypeSize::Large => "大",
        TypeSize::Larger => "特大",
        TypeSize::Largest => "超大",
    }
}

/// The word for styles.
pub(crate) fn type_size_slug(size: TypeSize) -> &'static str {
    match size {
        TypeSize::Normal => "normal",
        TypeSize::Large => "large",
        TypeSize::Larger => "larger",
        TypeSize::Largest => "largest",
    }
}

/// A word for the theme.
pub(crate) fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "跟随系统",
        Theme::Light => "浅色",
        Theme::Dark => "深色",
    }
}

/// The word for styles.
pub(crate) fn theme_slug(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

/// Why a name or unit is refused. `what` is 姓名 or 单位.
pub(crate) fn name_error(what: &str, error: NameError) -> String {
    match error {
        NameError::Empty => format!("请填写{what}。"),
        NameError::TooLong => format!("{what}最多{MAX_NAME_CHARS}个字，请改短一些。"),
    }
}

/// Why something could not be saved.
pub(crate) fn save_error(error: &KvError) -> &'static str {
    match error {
        KvError::Full => "浏览器的存储空间已满，刚才的操作还没有保存。请先备份，再清理旧试卷，然后重试。",
        KvError::Unavailable(_) => "浏览器不允许保存数据，刚才的操作没有保存。请退出无痕模式或允许本网站保存数据，然后重试。",
    }
}

/// Why a record cannot be used.
pub(crate) fn problem(kind: &ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Damaged(_) => "记录损坏，无法读取，已单独保存，可以下载",
        ProblemKind::TooNew(_) => "由更新的版本写入，已原样保留，请刷新页面使用新版本",
    }
}

/// Why a backup cannot be taken in.
pub(crate) fn restore_error(error: &RestoreError) -> String {
    match error {
        RestoreError::Foreign => "这不是学法的备份文件，没有做任何改动。请选择名称含“学法备份”的文件。".to_owned(),
        RestoreError::Damaged => "备份文件不完整或被改动过，没有做任何改动。请换一份备份文件再试。".to_owned(),
        RestoreError::TooNew(_) => "备份文件由更新的版本生成，没有做任何改动。请刷新页面后再试。".to_owned(),
        RestoreError::Store(KvError::Full) => "存储空间不足，没有做任何改动。请先清理旧试卷，再恢复备份。".to_owned(),
        RestoreError::Store(KvError::Unavailable(_)) => "浏览器不允许保存数据，没有做任何改动。请退出无痕模式后再试。".to_owned(),
    }
}

/// Why no paper can be drawn.
pub(crate) fn assemble_error(error: &AssembleError) -> String {
    match error {
        AssembleError::Blueprint(error) => match error {
            BlueprintError::NoQuestions => "请至少设置一道题。".to_owned(),
            BlueprintError::TooManyQuestions => format!("每种题型最多{MAX_SECTION_QUESTIONS}道题。"),
            BlueprintError::NoPoints => "每题分值要大于0。".to_owned(),
            BlueprintError::Minutes => format!("考试时间要在1至{MAX_MINUTES}分钟之间。"),
            BlueprintError::PassMark => "合格线和等次线不能超过100%。".to_owned(),
        },
        AssembleError::NotEnough(shortages) => {
            let parts: Vec<String> = shortages
                .iter()
                .map(|shortage| format!("{}需要{}道，只有{}道", kind(shortage.kind), shortage.wanted, shortage.found))
                .collect();
            format!("所选题库的题目不够：{}。请多选几个题库，或减少题数。", parts.join("；"))
        }
    }
}

/// 2026年11月23日.
pub(crate) fn date(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{year}年{month}月{day}日")
}

/// 11月23日 14:05, in local time.
pub(crate) fn moment(at: Timestamp) -> String {
    let offset = crate::platform::utc_offset();
    let (hour, minute) = at.hour_minute(offset);
    format!("{} {hour:02}:{minute:02}", date(at.day(offset)))
}

/// 1:29:05 or 29:05.
pub(crate) fn clock(secs: u64) -> String {
    let (hours, minutes, secs) = (secs / 3600, secs / 60 % 60, secs % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{secs:02}") } else { format!("{minutes:02}:{secs:02}") }
}

/// 1小时29分, 45分, 不到1分.
pub(crate) fn duration(secs: u64) -> String {
    match (secs / 3600, secs / 60 % 60) {
        (0, 0) => "不到1分钟".to_owned(),
        (0, minutes) => format!("{minutes}分钟"),
        (hours, 0) => format!("{hours}小时"),
        (hours, minutes) => format!("{hours}小时{minutes}分钟"),
    }
}

/// 85% or 暂无.
pub(crate) fn percent(value: Option<u32>) -> String {
    value.map_or_else(|| "暂无".to_owned(), |value| format!("{value}%"))
}

/// 2021年7月15日起施行.
pub(crate) fn effective(day: &str) -> String {
    Day::parse_iso(day).map_or_else(|| day.to_owned(), |day| format!("{}起施行", date(day)))
}
