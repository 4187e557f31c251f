using Microsoft.Extensions.Time.Testing;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelTracking.Diagnostics;
using ModelTracking.Replication.Webhooks;
using ModelTracking.Backends;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

/// <summary>Addresses that are told what happens to models.</summary>
public sealed class WebhookTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly Receiver _receiver = new();

    public void Dispose()
    {
        _receiver.Dispose();
        _store.Dispose();
    }

    private ModelWebhooks Webhooks() => ModelWebhooks.Open(_store.Open(), new WebhookOptions { Handler = _receiver, Variable = n => n == "HOOK_SECRET" ? "s3cret" : null });

    private void Register(string model = "churn", string? alias = null)
    {
        var store = _store.Open();
        store.Models.Register(model, store.Repository("r").Commit("c", c => c.Set("lr", 1)), alias);
    }

    private static Webhook Chat => new("chat", new Uri("https://example.org/hook"));

    [Fact]
    public async Task It_is_told_each_event_once_in_order_whatever_process_made_it()
    {
        Register();
        using var webhooks = Webhooks();
        webhooks.Add(Chat);
        Register(alias: "champion");
        Assert.Equal(2, Assert.Single(webhooks.List()).Pending);
        Assert.Equal((2L, 0, null), Told(Assert.Single(await webhooks.DeliverAsync())));
        await webhooks.DeliverAsync();
        Assert.Equal(["VersionRegistered churn/3", "AliasSet churn/4"], _receiver.Taken.Select(t => $"{t.Event} {t.Delivery}"));
        using var json = JsonDocument.Parse(_receiver.Taken[1].Body);
        Assert.Equal(("champion", 2), (json.RootElement.GetProperty("alias").GetString(), json.RootElement.GetProperty("version").GetInt32()));
        Assert.Equal("set 'champion' to version 2", json.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_receiver_that_is_away_is_caught_up_where_it_stopped_also_by_another_process()
    {
        using (var webhooks = Webhooks())
        {
            webhooks.Add(Chat, withHistory: true);
            Register(alias: "champion");
            _receiver.Script.Enqueue(HttpStatusCode.OK);
            _receiver.Script.Enqueue(HttpStatusCode.ServiceUnavailable);
            Assert.Equal((1L, 2, "example.org answered 503 Service Unavailable"), Told(Assert.Single(await webhooks.DeliverAsync())));
            _receiver.Script.Enqueue(null);
            Assert.Equal("nobody there", Assert.Single(await webhooks.DeliverAsync()).Problem);
        }

        using var later = Webhooks();
        Assert.Equal((3L, 0, null), Told(Assert.Single(await later.DeliverAsync())));
        Assert.Equal(["churn/1", "churn/2", "churn/3"], _receiver.Taken.Select(t => t.Delivery));
    }

    [Fact]
    public async Task It_chooses_models_and_kinds_and_signs()
    {
        using var webhooks = Webhooks();
        webhooks.Add(Chat with { Models = ["churn"], Kinds = [ModelEventKind.AliasSet], SecretVariable = "HOOK_SECRET" });
        Register("other", "champion");
        Register("churn", "champion");
        await webhooks.DeliverAsync();
        var taken = Assert.Single(_receiver.Taken);
        Assert.Equal("churn/3", taken.Delivery);
        Assert.Equal("sha256=" + Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3cret"), Encoding.UTF8.GetBytes(taken.Body))).ToLowerInvariant(), taken.Signature);
        Assert.DoesNotContain("s3cret", string.Concat(Directory.EnumerateFiles(Path.Combine(_store.Folder, "versions", "webhooks")).Select(File.ReadAllText)), StringComparison.Ordinal);

        webhooks.Add(Chat with { SecretVariable = "NOT_SET" });
        Register("churn");
        Assert.Contains("'NOT_SET' with its secret is not set", Assert.Single(await webhooks.DeliverAsync()).Problem, StringComparison.Ordinal);
        Assert.Single(_receiver.Taken);
    }

    [Fact]
    public async Task Also_the_end_of_a_model_is_told()
    {
        Register();
        using var webhooks = Webhooks();
        webhooks.Add(Chat);
        _store.Open().Models.Model("churn").Delete("unused");
        await webhooks.DeliverAsync();
        Assert.Equal(["VersionDeleted", "Deleted"], _receiver.Taken.Select(t => t.Event));
    }

    [Fact]
    public async Task In_the_background_events_are_delivered_as_they_happen()
    {
        var store = _store.Open();
        using var webhooks = ModelWebhooks.Open(store, new WebhookOptions { Handler = _receiver, Interval = TimeSpan.FromHours(1), FirstRetry = TimeSpan.FromMilliseconds(1) });
        webhooks.Add(Chat);
        _receiver.Script.Enqueue(HttpStatusCode.InternalServerError);
        await using (webhooks.Start())
        {
            store.Models.Register("churn", store.Repository("r").Commit("c", c => c.Set("lr", 1)));
            await _receiver.Took(2).WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(["Created", "VersionRegistered"], _receiver.Taken.Select(t => t.Event));
    }

    [Fact]
    public async Task A_client_tells_what_it_does_to_models_by_itself_and_nothing_where_it_only_reads()
    {
        using (var webhooks = Webhooks())
        {
            webhooks.Add(Chat, withHistory: true);
        }

        TrackingOptions Options() => new() { Store = _store.Folder, Webhooks = new WebhookOptions { Handler = _receiver } };
        await using (var client = TrackingClient.Open(Options()))
        {
            client.Models.Register("churn", client.Repository("r").Commit("c", c => c.Set("lr", 1)), "champion");
        }

        Assert.Equal(["Created", "VersionRegistered", "AliasSet"], _receiver.Taken.Select(t => t.Event));
        Register(alias: "champion");
        await using (var client = TrackingClient.Open(Options()))
        {
            Assert.Equal(2, client.Models.Get("churn@champion").Number);
        }

        Assert.Equal(3, _receiver.Taken.Count);
    }

    [Fact]
    public async Task A_client_whose_receiver_never_answers_ends_in_time_and_loses_no_event()
    {
        var time = new FakeTimeProvider();
        using (var webhooks = Webhooks())
        {
            webhooks.Add(Chat);
        }

        _receiver.Hangs = true;
        var client = TrackingClient.Open(new TrackingOptions { Store = _store.Folder, Webhooks = new WebhookOptions { Handler = _receiver, TimeProvider = time } });
        client.Models.Register("churn", client.Repository("r").Commit("c", c => c.Set("lr", 1)));
        await _receiver.Asked.WaitAsync(TimeSpan.FromSeconds(30));
        var closing = client.DisposeAsync().AsTask();
        while (!closing.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(11));
            await Task.Yield();
        }

        using var later = Webhooks();
        Assert.Equal(2, Assert.Single(later.List()).Pending);
    }

    [Theory]
    [InlineData("Chat!", "https://example.org/")]
    [InlineData("", "https://example.org/")]
    [InlineData("chat", "ftp://example.org/")]
    [InlineData("chat", "https://user:password@example.org/")]
    public void What_makes_no_sense_is_refused(string name, string address)
    {
        using var webhooks = Webhooks();
        Assert.Contains("was refused", Assert.Throws<ArgumentException>(() => webhooks.Add(new Webhook(name, new Uri(address)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_removed_once_and_a_store_in_memory_has_none()
    {
        using var webhooks = Webhooks();
        webhooks.Add(Chat);
        Assert.True(webhooks.Remove("chat"));
        Assert.False(webhooks.Remove("chat"));
        using var client = Some.Client(new InMemoryBackend());
        Assert.Throws<TrackingException>(() => ModelWebhooks.Open(client.Versions));
    }

    private static (long Delivered, int Pending, string? Problem) Told(WebhookStatus status) => (status.Delivered, status.Pending, status.Problem);

    /// <summary>Takes what is posted, or answers by script; null stands for nobody there.</summary>
    private sealed class Receiver : HttpMessageHandler
    {
        private readonly List<(int Count, TaskCompletionSource Done)> _awaited = [];
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Takes requests and never answers.</summary>
        public bool Hangs { get; set; }

        public Task Asked => _asked.Task;

        public Queue<HttpStatusCode?> Script { get; } = [];

        public List<(string Event, string Delivery, string? Signature, string Body)> Taken { get; } = [];

        public Task Took(int count)
        {
            lock (Taken)
            {
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _awaited.Add((count, done));
                Look();
                return done.Task;
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            _asked.TrySetResult();
            if (Hangs)
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }

            lock (Taken)
            {
                var answer = Script.TryDequeue(out var next) ? next : HttpStatusCode.OK;
                if (answer is null)
                {
                    throw new HttpRequestException("nobody there");
                }

                if (answer == HttpStatusCode.OK)
                {
                    Taken.Add((Header("Event")!, Header("Delivery")!, Header("Signature"), body));
                    Look();
                }

                return new HttpResponseMessage(answer.Value);
            }

            string? Header(string name) => request.Headers.TryGetValues($"X-ModelTracking-{name}", out var values) ? values.Single() : null;
        }

        private void Look()
        {
            foreach (var (count, done) in _awaited.Where(a => a.Count <= Taken.Count))
            {
                done.TrySetResult();
            }
        }
    }
}
