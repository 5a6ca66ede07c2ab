//! English sentences that tell what is or has been, and set nothing.

use crate::document::quantity::wording;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// Words of a rule: where one of them stands, something is set.
const RULES: [&str; 20] = [
    "shall",
    "must",
    "should",
    "may",
    "will",
    "can",
    "cannot",
    "need",
    "needs",
    "required",
    "requires",
    "eligible",
    "entitled",
    "applicant",
    "applicants",
    "apply",
    "qualify",
    "qualifies",
    "ineligible",
    "criteria",
];

/// Whose state a sentence tells.
const COUNTRIES: [&str; 20] = [
    "the United States",
    "the United Kingdom",
    "the Union",
    "the European Union",
    "the EU",
    "the UK",
    "the U.S.",
    "the country",
    "the nation",
    "the economy",
    "the sector",
    "the industry",
    "the world",
    "our country",
    "Europe",
    "China",
    "India",
    "Taiwan",
    "Australia",
    "Britain",
];

/// Whether a sentence only tells what is or has been. `year` is that of the document.
pub(crate) fn is_told(text: &Text, sentence: &Range<usize>, year: Option<i32>) -> bool {
    let chars = text.chars();
    let start = text.trim(sentence.clone()).start;
    if !chars.get(start).is_some_and(char::is_ascii_alphabetic) {
        return false;
    }
    let looked = start..sentence.end.min(start + 400);
    if wording::has(text, &looked, &RULES) {
        return false;
    }
    let country = COUNTRIES.iter().any(|name| word_at(chars, start, name).is_some());
    country || is_of_the_past(text, start, year)
}

/// `In 2022, …`, `Last year …`, `As of 31 March 2024 …`, `Since 2019 …` at the head.
fn is_of_the_past(text: &Text, start: usize, year: Option<i32>) -> bool {
    let chars = text.chars();
    if ["last year", "as of", "since", "to date", "so far", "at present", "currently"]
        .iter()
        .any(|head| word_at(chars, start, head).is_some())
    {
        return true;
    }
    let Some(after) = ["in", "during", "by the end of", "at the end of", "by"]
        .iter()
        .find_map(|head| word_at(chars, start, head))
    else {
        return false;
    };
    let told = chars
        .get(after + 1..after + 5)
        .filter(|digits| digits.iter().all(char::is_ascii_digit))
        .and_then(|digits| digits.iter().collect::<String>().parse::<i32>().ok());
    // Without a year of the document, no verb of what is to come has been found in the sentence.
    told.is_some_and(|told| (1900..2200).contains(&told) && year.is_none_or(|year| told <= year))
}
