namespace Mlflow.Stub.Tests;

/// <summary>The stub answers what the real server answered, request by request.</summary>
public class RecordingTests
{
    [Theory]
    [InlineData("rest-3.8-sqlite.jsonl", StoreKind.Sql)]
    [InlineData("rest-3.8-file.jsonl", StoreKind.File)]
    public async Task Every_recorded_request_is_answered_as_the_real_server_answered_it(string file, StoreKind store)
    {
        await using var server = await MlflowStub.StartAsync(new StubOptions { Store = store });
        var differences = await new Replay(server).RunAsync(file, ScratchOf(file));
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public async Task Basic_authentication_lets_in_and_turns_away_whom_the_real_server_does()
    {
        await using var server = await MlflowStub.StartAsync(new StubOptions { Admin = ("admin", "password1234") });
        var differences = await new Replay(server).RunAsync("auth-3.8.jsonl");
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public async Task A_stub_of_another_kind_is_found_out()
    {
        await using var server = await MlflowStub.StartAsync(new StubOptions { Store = StoreKind.File });
        Assert.NotEmpty(await new Replay(server).RunAsync("rest-3.8-sqlite.jsonl", ScratchOf("rest-3.8-sqlite.jsonl")));
    }

    /// <summary>The run of the key checks is the one that was made unseen.</summary>
    private static string ScratchOf(string file) =>
        (string)Recording.Of(file).First(r => r.Name.StartsWith("key check", StringComparison.Ordinal)).Line["request"]!["run_id"]!;
}
