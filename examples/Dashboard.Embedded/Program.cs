// An app of your own, with a login of its own (here: Basic, one user) and a training that runs inside it. The dashboard of
// all runs stands under /tracking, for the team alone. Give a number of seconds to end by itself.
using System.Security.Claims;
using Dashboard.Embedded;
using Microsoft.AspNetCore.Authentication;
using ModelTracking;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(_ => TrackingClient.Open());
builder.Services.AddHostedService<Training>();
builder.Services.AddAuthentication("basic").AddScheme<AuthenticationSchemeOptions, BasicLogin>("basic", null);
builder.Services.AddAuthorization(options => options.AddPolicy("team", policy => policy.RequireClaim(ClaimTypes.Role, "team")));

await using var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/", () => Results.Content("<h1>An app</h1><p><a href='/tracking'>Its trainings</a></p>", "text/html"));
app.MapModelTracking("/tracking").RequireAuthorization("team");

if (args is [var seconds, ..] && int.TryParse(seconds, out var end))
{
    app.Lifetime.ApplicationStarted.Register(() => _ = Task.Delay(TimeSpan.FromSeconds(end)).ContinueWith(_ => app.Lifetime.StopApplication(), TaskScheduler.Default));
}

await app.RunAsync();
