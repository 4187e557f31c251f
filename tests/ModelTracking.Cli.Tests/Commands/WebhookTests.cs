using System.Net;
using ModelTracking.Cli.Tests.Shared;
using ModelTracking.Tests;

namespace ModelTracking.Cli.Tests.Commands;

/// <summary>Webhooks from the command line.</summary>
public sealed class WebhookTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Receiver _receiver = new();

    public void Dispose()
    {
        _receiver.Dispose();
        _folder.Dispose();
    }

    private Task<ToolRun> Run(params string[] args) => ToolRun.Of(_folder["store"], Terminal.Unlimited, args, folder: _folder.Path, http: _receiver);

    [Fact]
    public async Task What_a_verb_does_to_a_model_is_told_and_what_was_not_taken_is_told_later()
    {
        await Run("commit", "--repo", "churn", "-m", "first", "--set", "lr=1");
        Assert.Contains("There is no webhook", (await Run("webhooks")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("webhooks", "add", "chat", "https://example.org/hook", "--event", "AliasSet")).ExitCode);
        await Run("models", "register", "churn", "main");
        Assert.Empty(_receiver.Bodies);

        _receiver.IsAway = true;
        var away = await Run("models", "alias", "churn/1", "champion");
        Assert.Equal(0, away.ExitCode);
        Assert.Equal("warning: webhook 'chat' was not reached: example.org answered 503 Service Unavailable. 1 event waiting; 'modeltracking webhooks deliver' tries again.\n", away.Error);
        Assert.Equal(1, (await Run("webhooks", "deliver")).ExitCode);
        _receiver.IsAway = false;
        var told = (await Run("webhooks", "deliver", "--json")).Json[0];
        Assert.Equal((1, 0), (told.GetProperty("delivered").GetInt32(), told.GetProperty("pending").GetInt32()));
        Assert.Contains("\"text\":\"set \\u0027champion\\u0027 to version 1\"", Assert.Single(_receiver.Bodies), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "needs a name and an address", "webhooks", "add", "chat")]
    [InlineData(2, "is no address", "webhooks", "add", "chat", "nowhere")]
    [InlineData(2, "an http or https address", "webhooks", "add", "chat", "ftp://example.org")]
    [InlineData(1, "there is no webhook 'chta'. Did you mean 'chat'?", "webhooks", "remove", "chta")]
    [InlineData(2, "Did you mean 'deliver'?", "webhooks", "delivr")]
    public async Task What_goes_wrong_is_told_with_its_exit_code(int exitCode, string message, params string[] args)
    {
        await Run("commit", "--repo", "churn", "-m", "first", "--set", "lr=1");
        await Run("webhooks", "add", "chat", "https://example.org/hook");
        var run = await Run(args);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private sealed class Receiver : HttpMessageHandler
    {
        public bool IsAway { get; set; }

        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (IsAway)
            {
                return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            }

            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
