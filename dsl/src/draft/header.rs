//! The head of a draft: what the document says of itself.

use super::Drafter;
use super::words::{comment, identifier, quoted};
use crate::{Date, PolicyId};

impl Drafter<'_> {
    pub(super) fn header(&self, id: &PolicyId) -> String {
        let document = self.document;
        let language = self.language();
        let number = document.number.as_ref().map(|n| n.as_written.as_str()).unwrap_or_default();
        let mut issuers: Vec<&str> = Vec::new();
        let mut out =
            String::from("// Drafted from the document; every line is to be checked against the text.\n");
        for body in document.issuers.iter().take(100) {
            match &body.id {
                Some(id) if issuers.contains(&id.as_str()) => {}
                Some(id) => issuers.push(id.as_str()),
                None => out.push_str(&format!(
                    "// not in the agency registry: {}\n",
                    comment(&body.as_written, 200)
                )),
            }
        }
        let title = if document.title.trim().is_empty() {
            self.say("(the text has no title)", "（原文无标题）")
        } else {
            document.title.as_str()
        };
        out.push_str(&format!("policy {} #{{\n", identifier(id.as_str())));
        out.push_str(&format!("    number:    {},\n", quoted(number)));
        out.push_str(&format!("    title:     #{{ {language}: {} }},\n", quoted(title)));
        out.push_str(&format!("    issuers:   [{}],\n", issuers.join(", ")));
        out.push_str(&format!("    authentic: {},\n", quoted(language)));
        out.push_str(&self.in_force());
        out.push_str("};\n\nuse \"agencies\";\n");
        out
    }

    /// The days in force. A day the text does not give as the day of effect carries a status that says so.
    fn in_force(&self) -> String {
        let language = self.language();
        let dates = &self.document.dates;
        let (from, doubt) = match (dates.effective, dates.signed, dates.published) {
            (Some(from), _, _) => (from, None),
            (None, Some(from), _) => (
                from,
                Some((
                    "single",
                    self.say(
                        "the text names no day of entry into force; the day of signature is used",
                        "文本未写明施行日期，取落款日期",
                    ),
                )),
            ),
            (None, None, Some(from)) => (
                from,
                Some((
                    "single",
                    self.say(
                        "the text names no day of entry into force; the day of publication is used",
                        "文本未写明施行日期，取发布日期",
                    ),
                )),
            ),
            (None, None, None) => (
                Date::FIRST,
                Some((
                    "memory",
                    self.say(
                        "the text gives no day at all; this one only holds the place of the day to be written",
                        "文本未写明任何日期，此日仅为占位，待起草人填写",
                    ),
                )),
            ),
        };
        let to = match dates.repealed.filter(|to| *to > from) {
            Some(to) => format!("\"{to}\""),
            None => "open".to_owned(),
        };
        let mut out = format!("    in_force:  #{{ from: \"{from}\", to: {to} }},\n");
        if let Some((status, note)) = doubt {
            out.push_str(&format!("    status:    {status},\n"));
            out.push_str(&format!("    note:      #{{ {language}: {} }},\n", quoted(note)));
        }
        out
    }
}
