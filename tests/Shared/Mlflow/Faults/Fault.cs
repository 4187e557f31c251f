using System.Globalization;
using System.Text;
using Mlflow.Stub.Http;

namespace Mlflow.Stub.Faults;

/// <summary>Something that goes wrong with a request.</summary>
/// <param name="Name">For messages of tests.</param>
/// <param name="Act">What happens instead of the server's answer.</param>
public sealed record Fault(string Name, Func<FaultContext, Task> Act)
{
    /// <summary>The connection breaks before the server has done anything.</summary>
    public static Fault ResetBefore { get; } = new("reset before", c =>
    {
        c.Connection.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The server does what was asked, then the connection breaks: the answer is lost after the commit.</summary>
    public static Fault ResetAfter { get; } = new("reset after", c =>
    {
        c.Handle();
        c.Connection.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The server does what was asked and breaks off in the middle of its answer.</summary>
    public static Fault CutAnswer { get; } = new("cut answer", async c =>
    {
        var answer = c.Handle();
        c.Connection.Response.StatusCode = answer.Status;
        c.Connection.Response.ContentType = answer.ContentType;
        c.Connection.Response.ContentLength = answer.Body.Length + 10;
        await c.Connection.Response.Body.WriteAsync(answer.Body.AsMemory(0, answer.Body.Length / 2));
        await c.Connection.Response.Body.FlushAsync();
        c.Connection.Abort();
    });

    /// <summary>The server dies while it works: an HTML page with status 500. Nothing was done.</summary>
    public static Fault Html500 { get; } = new("HTML 500", c => c.SendAsync(Answer.Crash));

    /// <summary>The server did what was asked and then dies: an HTML page with status 500.</summary>
    public static Fault Html500After { get; } = new("HTML 500 after", c =>
    {
        c.Handle();
        return c.SendAsync(Answer.Crash);
    });

    /// <summary>The credential is not, or no longer, good.</summary>
    public static Fault Unauthorized { get; } = new("401", c => c.SendAsync(Answer.Text("You are not authenticated.", 401).With("WWW-Authenticate", "Basic realm=\"mlflow\"")));

    /// <summary>Not allowed.</summary>
    public static Fault Forbidden { get; } = new("403", c => c.SendAsync(Answer.Text("Permission denied", 403)));

    /// <summary>The body is too large for the proxy in front.</summary>
    public static Fault TooLarge { get; } = new("413", c => c.SendAsync(Answer.Text("<html><head><title>413 Request Entity Too Large</title></head><body><center><h1>413 Request Entity Too Large</h1></center></body></html>", 413)));

    /// <summary>The server never answers; the client has to give up.</summary>
    public static Fault Hang { get; } = new("hang", async c =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = c.Connection.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    });

    /// <summary>Any status, with a body.</summary>
    public static Fault Status(int status, string body = "", string contentType = "application/json") =>
        new(status.ToString(CultureInfo.InvariantCulture), c => c.SendAsync(new Answer(status, contentType, Encoding.UTF8.GetBytes(body))));

    /// <summary>429 or 503 with the wish to wait.</summary>
    public static Fault Busy(int status, TimeSpan retryAfter) => new($"{status} busy", c => c.SendAsync(
        Answer.Json(new System.Text.Json.Nodes.JsonObject { ["error_code"] = status == 429 ? "REQUEST_LIMIT_EXCEEDED" : "TEMPORARILY_UNAVAILABLE", ["message"] = "Please wait." }, status)
            .With("Retry-After", ((int)retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture))));

    /// <summary>The answer comes in drops. The server has done what was asked.</summary>
    public static Fault Trickle(int bytesAtOnce, TimeSpan pause) => new("trickle", async c =>
    {
        var answer = c.Handle();
        c.Connection.Response.StatusCode = answer.Status;
        c.Connection.Response.ContentType = answer.ContentType;
        using var drops = new PeriodicTimer(pause);
        for (var at = 0; at < answer.Body.Length; at += bytesAtOnce)
        {
            await c.Connection.Response.Body.WriteAsync(answer.Body.AsMemory(at, Math.Min(bytesAtOnce, answer.Body.Length - at)));
            await c.Connection.Response.Body.FlushAsync();
            await drops.WaitForNextTickAsync(c.Connection.RequestAborted);
        }
    });

    /// <summary>Another answer than the server's; the server does nothing.</summary>
    public static Fault Json(string body) => Status(200, body);

    /// <summary>An answer that does not end before so many bytes of it are sent.</summary>
    public static Fault Huge(long bytes) => new("huge", async c =>
    {
        c.Connection.Response.ContentType = "application/json";
        var spaces = new byte[64 * 1024];
        Array.Fill(spaces, (byte)' ');
        for (var sent = 0L; sent < bytes && !c.Connection.RequestAborted.IsCancellationRequested; sent += spaces.Length)
        {
            await c.Connection.Response.Body.WriteAsync(spaces);
        }

        await c.Connection.Response.Body.WriteAsync("{}"u8.ToArray());
    });

    /// <summary>Sends the client somewhere else, with the same path and query.</summary>
    public static Fault Redirect(Uri to, int status = 307) => new("redirect", c =>
    {
        c.Connection.Response.StatusCode = status;
        c.Connection.Response.Headers.Location = new Uri(to, c.Request.RawTarget).ToString();
        return Task.CompletedTask;
    });

    /// <summary>The server has lost all runs; what is asked is then answered as for unknown ones.</summary>
    public static Fault ForgetRuns { get; } = new("forget runs", c =>
    {
        lock (c.Server.State.Lock)
        {
            c.Server.State.Runs.Clear();
        }

        return c.SendAsync(c.Handle());
    });
}
