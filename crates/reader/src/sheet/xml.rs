//! Walking XML parts: the few events that spreadsheets need, with limits.

use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::BufRead;

/// Elements of office files nest some dozen deep; a bomb nests millions.
const MAX_DEPTH: usize = 256;

/// What stands in the part. An empty element comes as `Open` and `Close`.
pub enum Token<'a> {
    /// The local name is that of [`local`]; see [`attribute`].
    Open(&'a BytesStart<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// Calls `visit` for each token until the end of the part or until it says to stop (`false`).
///
/// # Errors
/// What is wrong with the part; every token before it has been visited.
pub fn walk(input: impl BufRead, mut visit: impl FnMut(Token<'_>) -> bool) -> Result<(), String> {
    let mut reader = Reader::from_reader(input);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
        let go_on = match reader.read_event_into(&mut buffer).map_err(|error| error.to_string())? {
            Event::Start(start) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err("elements nest too deep".to_owned());
                }
                visit(Token::Open(&start))
            }
            Event::Empty(start) => visit(Token::Open(&start)) && visit(Token::Close(local(&start))),
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Token::Close(end.local_name().into_inner()))
            }
            Event::Text(text) => visit(Token::Text(&text.xml10_content())),
            Event::CData(data) => visit(Token::Text(&data.xml10_content())),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => visit(Token::Text(letter.encode_utf8(&mut [0; 4]))),
                // Entities that the part declares itself are not followed: they are how XML bombs work.
                _ => quick_xml::escape::resolve_predefined_entity(reference.as_ref())
                    .is_none_or(|text| visit(Token::Text(text))),
            },
            Event::Eof if depth > 0 => return Err("it ends before its elements do".to_owned()),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => true,
        };
        if !go_on {
            return Ok(());
        }
    }
}

/// The element's name without its prefix.
pub fn local<'a>(element: &'a BytesStart<'_>) -> &'a str {
    element.local_name().into_inner()
}

/// The value of an attribute by its name with prefix (`r:id`).
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    attribute_in_place(element, name).map(Cow::into_owned)
}

/// The same without a copy where it is plain letters and digits, as nearly all of a sheet's millions are.
pub fn attribute_in_place<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    element.try_get_attribute(name).ok()?.and_then(value)
}

/// All attributes by their names with prefix, up to one that is damaged.
pub fn attributes<'a>(element: &'a BytesStart<'_>) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
    let mut all = element.attributes();
    all.with_checks(false);
    all.map_while(Result::ok).filter_map(|attribute| Some((attribute.key.into_inner(), value(attribute)?)))
}

fn value(attribute: Attribute<'_>) -> Option<Cow<'_, str>> {
    match attribute.value {
        Cow::Borrowed(value) if value.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            Some(Cow::Borrowed(value))
        }
        _ => {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
            Some(Cow::Owned(value.into_owned()))
        }
    }
}

/// An attribute that is a whole number.
pub fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    element.try_get_attribute(name).ok()??.value.trim().parse().ok()
}

/// An attribute that is a yes or no; absent is no.
pub fn flag(element: &BytesStart<'_>, name: &str) -> bool {
    attribute_in_place(element, name).is_some_and(|value| matches!(value.as_ref(), "1" | "true" | "on"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(xml: &str) -> Result<String, String> {
        let mut all = String::new();
        walk(xml.as_bytes(), |token| {
            if let Token::Text(text) = token {
                all.push_str(text);
            }
            true
        })?;
        Ok(all)
    }

    #[test]
    fn text_with_references() {
        assert_eq!(texts("<a>x &amp; &#7845;<b/><![CDATA[<y>]]></a>").unwrap(), "x & ấ<y>");
        assert_eq!(texts("<!DOCTYPE a [<!ENTITY x 'boom'>]><a>&x;</a>").unwrap(), "");
    }

    #[test]
    fn nesting_is_limited() {
        assert!(texts(&"<a>".repeat(100_000)).is_err());
    }
}
