// A worker with a generic host: the store comes from appsettings.json, each piece of work has a run of its own.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelTracking;
using ModelTracking.Reading;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddModelTracking(builder.Configuration);
builder.Services.AddScoped<Descent>();
builder.Services.AddHostedService<Trainer>();
using var host = builder.Build();
await host.RunAsync();

internal sealed class Trainer(IServiceScopeFactory scopes, IRunReader reader, IHostApplicationLifetime program) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var rate in (double[])[0.1, 0.3])
        {
            await scopes.TrackAsync((services, run) => services.GetRequiredService<Descent>().TrainAsync(rate, stoppingToken));
        }

        await foreach (var run in reader.ListRunsAsync("hosted", stoppingToken))
        {
            Console.WriteLine($"{run.Name}: rate {run.Param("rate")}, loss {run.Metric("loss")?.Last:0.0000}, {run.Status}");
        }

        program.StopApplication();
    }
}

/// <summary>Finds the minimum of (x - 3)^2. The run is that of the scope.</summary>
internal sealed class Descent(Run run)
{
    public async Task TrainAsync(double rate, CancellationToken cancellationToken)
    {
        run.LogParam("rate", rate);
        var loss = run.Metric("loss");
        var x = 0.0;
        for (var step = 0; step < 100; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            x -= rate * 2 * (x - 3);
            loss.Log((x - 3) * (x - 3), step);
        }

        await run.FlushAsync(cancellationToken);
    }
}
