//! The same name in the languages people work in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language Gradus explains itself in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

/// A name for people, in Chinese, in English, or in both.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The Chinese wording.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zh: String,
    /// The English wording.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Label {
    /// The wording in a language, else in the other one; empty where there is none.
    ///
    /// ```
    /// use gradus_dsl::{Label, Language};
    /// let revenue = Label { zh: "营业收入".into(), en: "revenue".into() };
    /// assert_eq!(revenue.in_language(Language::Zh), "营业收入");
    /// ```
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::En => (&self.en, &self.zh),
            Language::Zh => (&self.zh, &self.en),
        };
        if first.is_empty() { second } else { first }
    }

    /// Whether there is no wording at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

/// A wording in the language it is written in: Chinese where it holds a Chinese character.
impl From<&str> for Label {
    fn from(text: &str) -> Self {
        let mut label = Self::default();
        let han = text.chars().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
        *(if han { &mut label.zh } else { &mut label.en }) = text.to_owned();
        label
    }
}
