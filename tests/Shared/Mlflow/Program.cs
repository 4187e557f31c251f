using System.Globalization;
using Mlflow.Stub;

// The stub as a program: for a demonstration without a real server. Everything is gone when it ends.
var options = new StubOptions
{
    Port = int.Parse(Value("--port") ?? "5000", CultureInfo.InvariantCulture),
    Store = Value("--store") == "file" ? StoreKind.File : StoreKind.Sql,
    Version = Value("--version")?.StartsWith('2') == true ? ServerVersion.V2_17 : ServerVersion.V3_8,
    Admin = Value("--admin")?.Split(':', 2) is [var user, var password] ? (user, password) : null,
    Multipart = args.Contains("--multipart"),
    KeepRequests = false,
};
await using var stub = await MlflowStub.StartAsync(options);
Console.WriteLine($"A stand-in for MLflow {(options.Version == ServerVersion.V2_17 ? "2.17" : "3.8")} listens at {stub.Address} (in memory; Ctrl+C ends it).");
var stop = new TaskCompletionSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.TrySetResult();
};
await stop.Task;

string? Value(string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
