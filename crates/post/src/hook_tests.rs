use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

fn letter(channel: &str, to: &str) -> MailBox {
    MailBox {
        channel: channel.to_owned(),
        to: to.to_owned(),
        subject: String::new(),
        text: r#"{"a":1}"#.to_owned(),
        secret: Some("s".to_owned()),
    }
}

/// Answers one request with a status, and tells what was sent.
async fn receiver(status: &'static str) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/sms", listener.local_addr().unwrap());
    let told = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (mut text, mut buffer) = (String::new(), [0; 4096]);
        while !text.ends_with('}') {
            let read = stream.read(&mut buffer).await.unwrap();
            text.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
        }
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        stream.write_all(answer.as_bytes()).await.unwrap();
        text
    });
    (url, told)
}

#[tokio::test]
async fn a_text_message_is_posted_signed() {
    let (url, told) = receiver("204 No Content").await;
    let hook = SmsHook::new(&url, Some(SecretText::from("key".to_owned()))).unwrap();
    hook.send(&letter("sms", "+8613800138000")).await.unwrap();
    let told = told.await.unwrap();
    let (head, body) = told.split_once("\r\n\r\n").unwrap();
    let read: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(read, json!({"to": "+8613800138000", "text": r#"{"a":1}"#}));
    let line = head.lines().find_map(|line| line.strip_prefix("vermilion-signature: ")).unwrap();
    let at = line.strip_prefix("t=").unwrap().split(',').next().unwrap().parse().unwrap();
    assert_eq!(line, signature("key", body, at));
}

#[tokio::test]
async fn what_the_gateway_refuses_is_tried_again_and_what_is_gone_is_not() {
    let (url, _) = receiver("503 Busy").await;
    let sent = SmsHook::new(&url, None).unwrap().send(&letter("sms", "+1")).await;
    assert_eq!(sent, Err(Undelivered::Later("the receiver answered 503".to_owned())));
    let (url, _) = receiver("410 Gone").await;
    let sent = SmsHook::new(&url, None).unwrap().send(&letter("sms", "+1")).await;
    assert!(matches!(sent, Err(Undelivered::Never(_))), "{sent:?}");
}

#[tokio::test]
async fn a_members_webhook_never_reaches_the_network_this_server_stands_in() {
    let hooks = Hooks::new().unwrap();
    for url in
        ["https://127.0.0.1/x", "https://[::1]/x", "https://169.254.169.254/", "http://8.8.8.8/", "ftp://x"]
    {
        let sent = hooks.send(&letter("webhook", url)).await;
        assert!(matches!(sent, Err(Undelivered::Never(_))), "{url}: {sent:?}");
    }
    let sent = hooks.send(&letter("webhook", "https://localhost:1/x")).await;
    assert_eq!(sent, Err(Undelivered::Later("the receiver is not reached".to_owned())));
}

#[test]
fn a_signature_is_what_the_documentation_says() {
    assert_eq!(
        signature("secret", r#"{"a":1}"#, 1_800_000_000).split_once(",v1=").map(|(at, tag)| (at, tag.len())),
        Some(("t=1800000000", 64))
    );
}
