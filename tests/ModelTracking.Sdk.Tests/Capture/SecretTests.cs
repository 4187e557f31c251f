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

    // S: in a file of settings, C: in source code or a document.
    [Theory]
    [InlineData('S', "DB_PASS=hunter2xx")]
    [InlineData('S', "db.pass=hunter2")]
    [InlineData('S', "password: |\n  hunter2hunter2")]
    [InlineData('S', "export WANDB_API_KEY=0123456789abcdef0123456789abcdef01234567")]
    [InlineData('S', "aws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYzzzKEYzzzzzz")]
    [InlineData('S', "kind: Secret\ndata:\n  api: YWRtaW5hZG1pbg==")]
    [InlineData('S', "curl -u admin:x -H \"X-Api-Key: 9f8e7d6c5b4a3f2e\"")]
    [InlineData('S', "_authToken=9f8e7d6c5b4a3f2e1d0c")]
    [InlineData('S', "--storage-key 9f8e7d6c5b4a3f2e1d0c9f8e7d6c5b4a")]
    [InlineData('S', "spring.datasource.password: mypassword")]
    [InlineData('C', "\"auth\": \"dXNlcjpwYXNzdzByZA==\"")]
    [InlineData('C', "var c = new NetworkCredential(\"user\", \"hunter2xx9\");")]
    [InlineData('C', "client.DefaultRequestHeaders.Add(\"X-Api-Key\", \"9f8e7d6c5b4a3f2e1d\");")]
    [InlineData('C', "Environment.SetEnvironmentVariable(\"DB_PASSWORD\", \"hunter22x\");")]
    [InlineData('C', "new AzureKeyCredential(\"9f8e7d6c5b4a3f2e1d0c9f8e7d6c5b4a\")")]
    [InlineData('C', "var s = \"localhost:6379,password=hunter2xx,ssl=True\";")]
    [InlineData('C', "var u = \"https://x.org/v1?api_key=abc123def456abc123\";")]
    [InlineData('C', "\"postgres://u:p$9ss@host/db\"")]
    [InlineData('C', "dsn = \"https://abcdef0123456789abcdef@o1.ingest.sentry.io/1\"")]
    [InlineData('C', "\"jdbc:oracle:thin:scott/tiger9@db:1521/x\"")]
    [InlineData('C', "\"source\": [\"password = \\\"hunter2xx\\\"\\n\"]")]
    [InlineData('C', "\"private_key\": \"-----BEGIN PRIVATE KEY-----\\nMIIEvQ\\n-----END PRIVATE KEY-----\\n\"")]
    [InlineData('C', "\"type\": \"service_account\"")]
    [InlineData('C', "const string SubscriptionKey = \"9f8e7d6c5b4a3f2e1d0c9f8e7d6c5b4a\";")]
    [InlineData('C', "string key = \"dGhpc2lzYXNlY3JldDEyMzQ1\";")]
    [InlineData('C', "password = \"it's-a-pass\"")]
    [InlineData('C', "conn = 'Server=db;Jet OLEDB:Database Password=hunter2;'")]
    [InlineData('C', "Password=\"a;b\" in Server=x;Password=\"hunter2;x\";Encrypt=true")]
    [InlineData('C', "<add key=\"ClearTextPassword\" value=\"hunter22\" />")]
    [InlineData('C', "<Password encoding=\"x\">hunter22</Password>")]
    [InlineData('C', "s3 = \"https://b.s3.amazonaws.com/k?X-Amz-Signature=0123456789abcdef0123\"")]
    [InlineData('C', "token = \"9f8e7d6c5b4a3f2e\"")]
    [InlineData('C', "\"mongodb+srv://root:pa55@cluster0.abc.mongodb.net\"")]
    [InlineData('C', "OpenAIKey: \"sk-proj-abcdefghij0123456789abcd\"")]
    [InlineData('C', "client_secret='GOCSPX-abcdefghijklmnopqrstuvwx'")]
    [InlineData('C', "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abcdefghijklmnopqrstuvwxyz0123456789ABCD==;")]
    [InlineData('C', "\"ApiToken\": \"eyJhcGlfYWRkcmVzcyI6Imh0dHBzOi8vYXBwLm5lcHR1bmUuYWkifQ==\"")]
    public void A_secret_in_a_file_is_found(char kind, string text) => Assert.NotNull(new SecretRules().Find(text, isSettings: kind == 'S'));

    [Theory]
    [InlineData('C', "publicKeyToken=\"b77a5c561934e089\"")]
    [InlineData('S', "  <assemblyIdentity name=\"System\" publicKeyToken=\"b77a5c561934e089\" culture=\"neutral\" />")]
    [InlineData('C', "[assembly: InternalsVisibleTo(\"X, PublicKey=0024000004800000940000000602000000240000525341310004\")]")]
    [InlineData('C', "tokenizer_name = \"facebook/opt-125m\"")]
    [InlineData('C', "\"tokenizer\": \"gpt2-medium-v2-512\"")]
    [InlineData('C', "key = \"accuracy\"")]
    [InlineData('C', "new[] { \"password\", \"username\" }")]
    [InlineData('C', "connect(host, password=db_password, port=1)")]
    [InlineData('C', "\"contentHash\": \"sha512-9f8e7d6c5b4a3f2e1d0c9f8e7d6c5b4a\"")]
    [InlineData('C', "dictionary[\"key\"] = value;")]
    [InlineData('C', "var key = $\"{a}/{b}\";")]
    [InlineData('C', "foreach (var token in tokens) { }")]
    [InlineData('C', "CancellationToken cancellationToken = default;")]
    [InlineData('C', "run.LogParam(\"max_tokens\", 512);")]
    [InlineData('C', "Assert.Equal(\"token_id\", name);")]
    [InlineData('C', "https://user@host/path")]
    [InlineData('C', "git@github.com:org/repo.git")]
    [InlineData('C', "const string KeyName = \"learning_rate_2\";")]
    public void What_only_sounds_like_a_secret_is_none(char kind, string text) => Assert.Null(new SecretRules().Find(text, isSettings: kind == 'S'));

    [Fact]
    public void A_known_secret_is_seen_in_every_disguise()
    {
        const string Secret = "p\u00e4ss/w+rd \"9\"";
        var rules = new SecretRules([Secret]);
        foreach (var shown in (string[])[Secret, System.Text.Json.JsonEncodedText.Encode(Secret).ToString(), Uri.EscapeDataString(Secret), Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Secret))])
        {
            Assert.Equal($"x {SecretRules.Redacted} y", rules.Redact($"x {shown} y"));
        }
    }

    [Fact]
    public void A_file_of_one_long_line_takes_no_longer_than_any_other()
    {
        // Each of these would take minutes if a pattern looked back over the line from every place in it.
        var time = System.Diagnostics.Stopwatch.StartNew();
        foreach (var part in (string[])["a", "a:", "<a", "\"a", "key", "pass=\"", "eyJ", "server=", "jdbc:", "-----BEGIN PRIVATE KEY-----"])
        {
            new SecretRules().Find(string.Concat(Enumerable.Repeat(part, 200_000 / part.Length)) + " key ://;=", isSettings: true);
        }

        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("max-tokens", "512", false)]
    [InlineData("tokenizer", "gpt2-v1", false)]
    [InlineData("passes", "10", false)]
    [InlineData("sort-key", "date", false)]
    [InlineData("uncertainty", "high", false)]
    [InlineData("password", "1234", true)]
    [InlineData("ConnectionStrings:Default", "Server=x", true)]
    [InlineData("openai-api-key", "abcd", true)]
    [InlineData("storage.key", "9f8e7d6c5b4a3f2e1d0c", true)]
    public void An_option_that_names_a_secret_is_told_from_one_that_does_not(string name, string value, bool isSecret) => Assert.Equal(isSecret, SecretNames.IsSecret(name, value));

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
