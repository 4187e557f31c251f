using AzureML.Stub;
using ModelTracking.MLflow;
using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.AzureML.Tests;

/// <summary>Inside a job the environment is enough: the run is there already, the token too, and the service ends the run.</summary>
public class JobTests
{
    private static async Task<string> StartJobAsync(Workspace workspace, TimeSpan tokenLifetime)
    {
        using var mlflow = new MlflowClient(workspace.Options().ToMlflow());
        var run = await mlflow.Runs.CreateAsync("0", "job");
        var token = workspace.Service.Issue(tokenLifetime);
        workspace.Variables["MLFLOW_TRACKING_URI"] = AzureService.Uri;
        workspace.Variables["MLFLOW_TRACKING_TOKEN"] = token;
        workspace.Variables["MLFLOW_RUN_ID"] = run.Info.RunId;
        workspace.Variables["MLFLOW_EXPERIMENT_ID"] = "0";
        workspace.Variables["AZUREML_RUN_ID"] = run.Info.RunId;
        workspace.Variables["AZUREML_RUN_TOKEN_EXPIRY"] = workspace.Service.ExpiryOf(token).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        workspace.Identity.Scopes.Clear();
        return run.Info.RunId;
    }

    private static AzureMLOptions OptionsOf(Workspace workspace)
    {
        var options = workspace.Options(isSignedIn: false);
        options.Uri = null;
        return options;
    }

    private static RunId Train(Workspace workspace, string job) =>
        workspace.Train(run => run.LogMetric("loss", 1, 0), new RunOptions { Tags = { [ReplicaRequest.AttachTag] = job } });

    [Fact]
    public async Task The_jobs_own_run_is_written_to_and_its_status_left_alone()
    {
        await using var workspace = await Workspace.OpenAsync();
        var job = await StartJobAsync(workspace, TimeSpan.FromHours(8));
        var id = Train(workspace, job);
        Assert.True((await workspace.SyncAsync(OptionsOf(workspace))).IsComplete);
        Assert.Equal((job, "RUNNING"), (workspace.Run(id).Id, workspace.Run(id).Status));
        Assert.Single(workspace.Run(id).Points("loss"));
        Assert.Empty(workspace.Identity.Scopes);
        Assert.DoesNotContain(workspace.Service.Seen.Skip(1), s => s.EndsWith("runs/update", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_beside_the_jobs_own_is_ended_as_ever()
    {
        await using var workspace = await Workspace.OpenAsync();
        await StartJobAsync(workspace, TimeSpan.FromHours(8));
        var id = workspace.Train(run => run.LogMetric("loss", 1, 0));
        await workspace.SyncAsync(OptionsOf(workspace));
        Assert.Equal("FINISHED", workspace.Run(id).Status);
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends_and_no_request_is_refused()
    {
        await using var workspace = await Workspace.OpenAsync();
        var job = await StartJobAsync(workspace, TimeSpan.FromMinutes(10));
        using var mlflow = new MlflowClient(OptionsOf(workspace).ToMlflow());
        for (var minute = 0; minute < 300; minute++)
        {
            await mlflow.Runs.SetTagAsync(job, "minute", $"{minute}");
            workspace.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("299", workspace.Server.State.Runs[job].Tags["minute"]);
        Assert.Equal(300, workspace.Service.Seen.Count(s => s.EndsWith("runs/set-tag", StringComparison.Ordinal)));
        Assert.InRange(workspace.Service.Seen.Count(s => s.EndsWith("/token", StringComparison.Ordinal)), 5, 7);
        Assert.Empty(workspace.Identity.Scopes);
    }

    [Fact]
    public async Task A_job_that_is_silent_for_days_still_has_a_good_token()
    {
        await using var workspace = await Workspace.OpenAsync();
        var job = await StartJobAsync(workspace, TimeSpan.FromHours(1));
        using var mlflow = new MlflowClient(OptionsOf(workspace).ToMlflow());
        for (var minute = 0; minute < 48 * 60; minute++)
        {
            workspace.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await mlflow.Runs.SetTagAsync(job, "late", "yes");
        Assert.Equal("yes", workspace.Server.State.Runs[job].Tags["late"]);
        Assert.InRange(workspace.Service.Seen.Count(s => s.EndsWith("/token", StringComparison.Ordinal)), 45, 60);
    }

    [Fact]
    public async Task A_token_that_is_taken_away_early_is_renewed_where_somebody_is_signed_in()
    {
        await using var workspace = await Workspace.OpenAsync();
        workspace.Train(run => run.LogMetric("loss", 1, 0));
        Assert.True((await workspace.SyncAsync()).IsComplete);
        using var mlflow = new MlflowClient(workspace.Options().ToMlflow());
        await mlflow.Runs.CreateAsync("0");
        workspace.Time.Advance(TimeSpan.FromMinutes(1));
        workspace.Service.Revoke("token-2");
        await mlflow.Runs.CreateAsync("0");
        Assert.Equal(3, workspace.Identity.Scopes.Count);
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_says_so_once_it_has_ended()
    {
        await using var workspace = await Workspace.OpenAsync();
        await StartJobAsync(workspace, TimeSpan.FromMinutes(2));
        var source = new Tokens.TokenSource(new Azure.Core.AccessToken(workspace.Variables["MLFLOW_TRACKING_TOKEN"], workspace.Time.GetUtcNow().AddMinutes(2)), [(_, _) => throw new InvalidOperationException("nobody is signed in here")], workspace.Time);
        workspace.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(workspace.Variables["MLFLOW_TRACKING_TOKEN"], await source.GetAsync(false, default));
        workspace.Time.Advance(TimeSpan.FromSeconds(61));
        var error = await Assert.ThrowsAsync<MlflowException>(() => source.GetAsync(false, default).AsTask());
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, error.StatusCode);
        Assert.Contains("nobody is signed in here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_says_itself_when_it_ends()
    {
        static string Part(string json) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000), Tokens.JsonWebToken.ExpiryOf($"{Part("""{"alg":"none"}""")}.{Part("""{"exp":1800000000,"x":"üöä>>>?"}""")}.sig"));
        Assert.Null(Tokens.JsonWebToken.ExpiryOf("opaque"));
        Assert.Null(Tokens.JsonWebToken.ExpiryOf("a.b.c"));
    }
}
