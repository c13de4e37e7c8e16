//! What an answer must be, checked by machine; a step's words say the same to people.

use serde_json::Value;

use crate::answer::Answer;

/// One demand on an answer.
pub(crate) enum Want {
    /// One of these HTTP statuses.
    Status(Vec<u16>),
    /// One of these WeChat codes; 0 also stands for none.
    Errcode(Vec<i64>),
    /// A `rid` that can be read.
    Rid,
    /// Exactly this value at a JSON pointer.
    Is(&'static str, Value),
    /// Some text, not empty.
    Word(&'static str),
    /// Null, or nothing.
    Nothing(&'static str),
    /// A list with an item that has these fields.
    Item(&'static str, Value),
    /// A list without one.
    NoItem(&'static str, Value),
    /// This text nowhere in the body.
    Lacks(String),
    /// Anything else, in words.
    Holds(&'static str, fn(&Answer) -> bool),
}

impl Want {
    /// What surprises in the answer, if anything does.
    pub(crate) fn surprise(&self, answer: &Answer) -> Option<String> {
        let met = match self {
            Want::Status(codes) => codes.contains(&answer.status),
            Want::Errcode(codes) => answer.errcode().is_some_and(|code| codes.contains(&code)),
            Want::Rid => answer.rid().is_some(),
            Want::Is(pointer, value) => answer.json.pointer(pointer) == Some(value),
            Want::Word(pointer) => answer.at(pointer).as_str().is_some_and(|text| !text.is_empty()),
            Want::Nothing(pointer) => answer.at(pointer).is_null(),
            Want::Item(pointer, like) => has_item(answer.at(pointer), like),
            Want::NoItem(pointer, like) => {
                answer.at(pointer).is_array() && !has_item(answer.at(pointer), like)
            }
            Want::Lacks(text) => !answer.text.contains(text.as_str()),
            Want::Holds(_, test) => test(answer),
        };
        (!met).then(|| self.in_words(answer))
    }

    fn in_words(&self, answer: &Answer) -> String {
        match self {
            Want::Status(codes) => format!("the status is {}, expected {}", answer.status, either(codes)),
            Want::Errcode(codes) => {
                let found = answer.errcode().map_or("missing".to_owned(), |code| code.to_string());
                format!("errcode is {found}, expected {}", either(codes))
            }
            Want::Rid => "there is no rid to look the refusal up by".to_owned(),
            Want::Is(pointer, value) => format!("{pointer} is {}, expected {value}", answer.at(pointer)),
            Want::Word(pointer) => format!("{pointer} is {}, expected some text", answer.at(pointer)),
            Want::Nothing(pointer) => format!("{pointer} is {}, expected nothing", answer.at(pointer)),
            Want::Item(pointer, like) => format!("{pointer} has no item like {like}"),
            Want::NoItem(pointer, like) => format!("{pointer} has an item like {like}, or is no list"),
            Want::Lacks(_) => "it shows what it must not show".to_owned(),
            Want::Holds(words, _) => format!("it is not so that {words}"),
        }
    }
}

fn either<T: ToString>(values: &[T]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}

/// Whether an item of the list has all the fields of `like`, with the same values.
fn has_item(list: &Value, like: &Value) -> bool {
    list.as_array().is_some_and(|items| items.iter().any(|item| is_like(item, like)))
}

/// Whether a value has all the fields of `like`, at any depth; it may have more.
fn is_like(value: &Value, like: &Value) -> bool {
    match like.as_object() {
        Some(fields) => {
            fields.iter().all(|(name, like)| value.get(name).is_some_and(|value| is_like(value, like)))
        }
        None => value == like,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(text: &str) -> Answer {
        Answer::new(200, None, text.to_owned())
    }

    #[test]
    fn each_want_is_met_by_what_it_says() {
        let answer = answer(
            r#"{"errcode":0,"state":"pending","until":null,"items":[{"id":"a","n":1},"b"],"errmsg":"ok"}"#,
        );
        for want in [
            Want::Status(vec![200, 201]),
            Want::Errcode(vec![0]),
            Want::Is("/state", json!("pending")),
            Want::Word("/state"),
            Want::Nothing("/until"),
            Want::Nothing("/absent"),
            Want::Item("/items", json!({"id": "a"})),
            Want::Item("/items", json!("b")),
            Want::NoItem("/items", json!({"id": "a", "n": 2})),
            Want::Lacks("secret".to_owned()),
            Want::Holds("it says ok", |answer| answer.text.contains("ok")),
        ] {
            assert_eq!(want.surprise(&answer), None);
        }
    }

    #[test]
    fn each_surprise_names_what_was_found_and_what_was_expected() {
        let answer =
            answer(r#"{"errcode":48001,"errmsg":"api unauthorized","state":"","items":[{"id":"a"}]}"#);
        let surprises = [
            (Want::Status(vec![201, 204]), "the status is 200, expected 201 or 204"),
            (Want::Errcode(vec![0]), "errcode is 48001, expected 0"),
            (Want::Rid, "there is no rid to look the refusal up by"),
            (Want::Is("/state", json!("ok")), "/state is \"\", expected \"ok\""),
            (Want::Word("/state"), "/state is \"\", expected some text"),
            (Want::Nothing("/errcode"), "/errcode is 48001, expected nothing"),
            (Want::Item("/items", json!({"id": "b"})), "/items has no item like {\"id\":\"b\"}"),
            (
                Want::NoItem("/items", json!({"id": "a"})),
                "/items has an item like {\"id\":\"a\"}, or is no list",
            ),
            (Want::Lacks("unauthorized".to_owned()), "it shows what it must not show"),
            (Want::Holds("it is empty", |answer| answer.text.is_empty()), "it is not so that it is empty"),
        ];
        for (want, words) in surprises {
            assert_eq!(want.surprise(&answer).as_deref(), Some(words));
        }
    }

    #[test]
    fn a_missing_list_meets_nothing() {
        let answer = answer("{}");
        assert!(Want::Item("/items", json!({})).surprise(&answer).is_some());
        assert!(Want::NoItem("/items", json!({})).surprise(&answer).is_some());
    }
}
