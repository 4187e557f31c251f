using System.Net;
using Mlflow.Stub.Faults;

namespace Mlflow.Stub.Tests;

/// <summary>What goes wrong does so as the script says, on the wire.</summary>
public class FaultTests
{
    private const string Metric = """{"run_id":"RUN","key":"loss","value":0.5,"timestamp":1767225600000,"step":1}""";

    private static async Task<(MlflowStub Server, Api Api, string Run)> StartAsync(StubOptions? options = null)
    {
        var server = await MlflowStub.StartAsync(options);
        var api = new Api(server);
        return (server, api, await api.NewRunAsync());
    }

    private static int Points(MlflowStub server) => server.State.Runs.Values.Single().Points("loss").Count;

    private static Task<HttpResponseMessage> LogAsync(Api api, string run, CancellationToken cancellationToken = default) =>
        api.SendAsync("POST", "api/2.0/mlflow/runs/log-metric", Metric.Replace("RUN", run, StringComparison.Ordinal), cancellationToken);

    [Fact]
    public async Task A_connection_that_breaks_before_the_commit_leaves_nothing()
    {
        var (server, api, run) = await StartAsync();
        await using var _ = server;
        server.Faults.On("runs/log-metric", Fault.ResetBefore);
        await Assert.ThrowsAsync<HttpRequestException>(() => LogAsync(api, run));
        Assert.Equal(0, Points(server));
        using var again = await LogAsync(api, run);
        Assert.Equal(1, Points(server));
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_commit_leaves_the_point()
    {
        var (server, api, run) = await StartAsync();
        await using var _ = server;
        server.Faults.On("runs/log-metric", Fault.ResetAfter);
        await Assert.ThrowsAsync<HttpRequestException>(() => LogAsync(api, run));
        Assert.Equal(1, Points(server));
    }

    [Fact]
    public async Task A_cut_answer_is_an_error_of_the_connection_after_the_commit()
    {
        var (server, api, run) = await StartAsync();
        await using var _ = server;
        server.Faults.On("runs/log-metric", Fault.CutAnswer);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var response = await LogAsync(api, run);
            await response.Content.ReadAsStringAsync();
        });
        Assert.Equal(1, Points(server));
    }

    [Fact]
    public async Task A_stub_that_goes_away_refuses_connections_and_comes_back_with_all_it_knew()
    {
        var (server, api, run) = await StartAsync();
        await using var _ = server;
        using var first = await LogAsync(api, run);
        await server.GoAwayAsync();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => LogAsync(api, run));
        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
        await server.ComeBackAsync();
        using var second = await LogAsync(api, run);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(1, Points(server));
        Assert.Equal(1, server.State.Runs[run].DuplicatePoints);
    }

    [Fact]
    public async Task A_busy_server_says_how_long_to_wait()
    {
        var (server, api, run) = await StartAsync();
        await using var _ = server;
        server.Faults.On("runs/log-metric", Fault.Busy(429, TimeSpan.FromSeconds(7)), count: 2);
        for (var i = 0; i < 2; i++)
        {
            using var response = await LogAsync(api, run);
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
        }

        using var last = await LogAsync(api, run);
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
    }

    [Fact]
    public async Task A_script_counts_all_requests_or_those_of_a_path()
    {
        var (server, api, run) = await StartAsync();
        await using var _ = server;
        server.Faults.At(3, Fault.Html500).From(5, Fault.Unauthorized);
        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            using var response = await LogAsync(api, run);
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 500, 200, 401, 401], statuses);
    }

    [Fact]
    public async Task A_server_that_forgets_its_runs_answers_404_from_then_on()
    {
        var (server, api, run) = await StartAsync();
        await using var _ = server;
        server.Faults.On("runs/log-metric", Fault.ForgetRuns);
        using var first = await LogAsync(api, run);
        using var second = await LogAsync(api, run);
        Assert.Equal(HttpStatusCode.NotFound, first.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
    }

    [Fact]
    public async Task A_redirect_names_the_other_host_and_keeps_the_path()
    {
        var (server, api, run) = await StartAsync();
        await using var _ = server;
        server.Faults.On("runs/log-metric", Fault.Redirect(new Uri("http://elsewhere.example:81")));
        using var response = await LogAsync(api, run);
        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal("http://elsewhere.example:81/api/2.0/mlflow/runs/log-metric", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_slow_answer_comes_in_drops_and_whole()
    {
        var (server, api, run) = await StartAsync();
        await using var _ = server;
        server.Faults.On("runs/get", Fault.Trickle(200, TimeSpan.FromMilliseconds(1)));
        var found = await api.CallAsync("GET", $"api/2.0/mlflow/runs/get?run_id={run}");
        Assert.Equal(run, (string)found["run"]!["info"]!["run_id"]!);
    }

    [Fact]
    public async Task A_server_that_hangs_lets_go_when_the_client_gives_up()
    {
        var (server, api, run) = await StartAsync();
        await using var _ = server;
        server.Faults.On("runs/log-metric", Fault.Hang);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => LogAsync(api, run, patience.Token));
    }

    [Fact]
    public async Task A_body_above_the_limit_of_the_proxy_is_refused()
    {
        var (server, api, run) = await StartAsync(new StubOptions { LargestBody = 200 });
        await using var _ = server;
        using var large = await api.SendAsync("POST", "api/2.0/mlflow/runs/log-metric", Metric.Replace("RUN", run, StringComparison.Ordinal).PadRight(300));
        using var small = await LogAsync(api, run);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.OK, small.StatusCode);
    }

    [Fact]
    public async Task A_huge_answer_has_the_size_that_was_asked_for()
    {
        var (server, api, run) = await StartAsync();
        await using var _ = server;
        server.Faults.On("runs/get", Fault.Huge(1 << 20));
        using var response = await api.SendAsync("GET", $"api/2.0/mlflow/runs/get?run_id={run}");
        Assert.True((await response.Content.ReadAsByteArrayAsync()).Length >= 1 << 20);
    }
}
