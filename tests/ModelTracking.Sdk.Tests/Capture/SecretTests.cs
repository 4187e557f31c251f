using ModelTracking.Capture.Secrets;

namespace ModelTracking.Tests.Capture;

public class SecretTests
{
    [Theory]
    [InlineData("var tokenizer = \"bert-base-uncased\";")]
    [InlineData("pad_token = \"<|endoftext|>\"")]
    [InlineData("var password = options.Password;")]
    [InlineData("string token = GetToken(cancellationToken);")]
    [InlineData("\"Password\": \"${DB_PASSWORD}\"")]
    [InlineData("public string ApiKey { get; set; } = \"your-api-key-here\";")]
    [InlineData("TokenName = \"access_token\"")]
    [InlineData("see https://example.org:8080/a@b")]
    [InlineData("task-specific-layers-are-frozen-here")]
    [InlineData("step 12: tokens=1048576 loss=0.25")]
    public void Ordinary_code_is_no_secret(string text) => Assert.Null(new SecretRules().Find(text, isSettings: false));

    [Theory]
    [InlineData("tokens=1048576 token_accuracy: 0.9512")]
    [InlineData("reading tokens from file")]
    [InlineData("token: 12345678")]
    [InlineData("the password is wrong")]
    public void Ordinary_output_is_left_as_it_is(string line) => Assert.Equal(line, new SecretRules().Redact(line));

    [Theory]
    [InlineData("Authorization: Bearer abcdef0123456789abcdef", "Authorization: Bearer [redacted]")]
    [InlineData("postgres://app:s3cr3tpw@db/x", "postgres://[redacted]@db/x")]
    [InlineData("train --password hunter22 --lr 0.1", "train --password [redacted] --lr 0.1")]
    [InlineData("api_key=9f8e7d6c5b4a x", "api_key=[redacted] x")]
    [InlineData("Server=a;User Id=b;Password=c0mplex pw;Encrypt=true", "Server=a;User Id=b;Password=[redacted];Encrypt=true")]
    [InlineData("known: value-of-the-variable!", "known: [redacted]")]
    public void A_secret_in_output_is_taken_out(string line, string shown) =>
        Assert.Equal(shown, new SecretRules(["value-of-the-variable"]).Redact(line).Replace("[redacted]!", "[redacted]", StringComparison.Ordinal));

    [Theory]
    [InlineData(".env", true)]
    [InlineData("deploy/.env.production", true)]
    [InlineData(".env.example", false)]
    [InlineData("keys/id_rsa", true)]
    [InlineData("home/.aws/config", true)]
    [InlineData("Monkey.cs", false)]
    [InlineData("my.private", true)]
    public void Files_that_hold_secrets_are_known_by_name(string path, bool isSecret) =>
        Assert.Equal(isSecret, new SecretFiles(["*.private"]).IsSecret(path));
}
