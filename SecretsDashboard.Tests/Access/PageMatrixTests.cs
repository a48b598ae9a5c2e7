using System.Reflection;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Access;

/// <summary>
/// Every page with a circuit, found by its route, has a rule and refuses whom the rule refuses; and whatever a component may be
/// given asks for a caller, so no button can do what no store decides.
/// </summary>
public sealed class PageMatrixTests : ComponentTest
{
    private static readonly Dictionary<string, (Permission Needs, bool InProject)> Rules = new()
    {
        ["/"] = (Permission.UseInstance, false),
        ["/projects"] = (Permission.UseInstance, false),
        ["/secrets"] = (Permission.UseInstance, false),
        ["/members"] = (Permission.ManagePeople, false),
        ["/audit"] = (Permission.ReadInstanceAudit, false),
        ["/settings"] = (Permission.ManageInstance, false),
        ["/projects/{Project}"] = (Permission.SeeProject, true),
        ["/projects/{Project}/members"] = (Permission.SeeProject, true),
        ["/projects/{Project}/tokens"] = (Permission.SeeProject, true),
        ["/projects/{Project}/audit"] = (Permission.ReadAudit, true),
        ["/projects/{Project}/settings"] = (Permission.SeeProject, true),
    };

    // what knows nothing of anybody's data, or who it is for: the accounts' pages are rendered by the server and have rules of their own
    private static readonly HashSet<string> Neutral =
    [
        "IAntiforgery", "CurrentCaller", "NavigationManager", "Notices", "TimeProvider", "SiteAddress", "Deliveries", "ProjectChanges", "ChainCheck", "SetUpCode", "StepCookie", "DemoMark", "ClientFiles",
        // of a browser that nobody is signed in with yet: it opens nothing
        "KnownBrowsers",
        "AccountStore", "JoinStore", "PasswordResetStore", "SecondFactorSignIn", "PasskeySignIn", "PasskeyJoin",
    ];

    [Fact]
    public void EveryPage_HasARule()
    {
        var found = Pages().Select(page => page.Route).Where(route => !IsOwn(route) && route is not ("/error" or "/not-found" or "/out-of-date")).Order(StringComparer.Ordinal);

        Assert.Equal(Rules.Keys.Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public async Task EveryPage_ForEveryRole_ShowsItselfOrRefuses()
    {
        // what a circuit has of its own is there already
        string[] ofCircuits = ["CurrentCaller", "Notices"];
        foreach (var service in Components().Where(type => type.Namespace != "SecretsDashboard.Account").SelectMany(Injected).Where(type => type.Assembly == typeof(Caller).Assembly && !ofCircuits.Contains(type.Name) && Database.Services.GetService(type) is not null).Distinct())
        {
            Services.AddSingleton(service, Database.Services.GetRequiredService(service));
        }
        Services.AddSingleton<TimeProvider>(Database.Time);
        await Given.ProjectAsync();
        await Given.ProjectAsync("elsewhere", "Elsewhere");
        var wrong = new List<string>();
        foreach (var instance in Enum.GetValues<InstanceRole>())
        {
            foreach (var role in (ProjectRole?[])[null, ProjectRole.Viewer, ProjectRole.Editor, ProjectRole.Manager])
            {
                var caller = await Callers.PersonAsync("Person", instance);
                if (role is { } given)
                {
                    await Callers.JoinAsync(caller, "bot", given);
                }
                SignIn(caller);
                foreach (var (type, route) in Pages().Where(page => Rules.ContainsKey(page.Route)))
                {
                    var (needs, inProject) = Rules[route];
                    Check(type, route, "bot", AccessPolicy.Allows(instance, role, needs), $"{instance}/{role}");
                    if (inProject)
                    {
                        Check(type, route, "elsewhere", false, $"{instance}, foreign project");
                        Check(type, route, "nowhere", false, $"{instance}, no project");
                    }
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        void Check(Type type, string route, string project, bool expected, string who)
        {
            Services.GetRequiredService<BunitNavigationManager>().NavigateTo(route.Replace("{Project}", project, StringComparison.Ordinal));
            var refused = Record.Exception(() => Render(builder =>
            {
                builder.OpenComponent(0, type);
                if (route.Contains("{Project}", StringComparison.Ordinal))
                {
                    builder.AddAttribute(1, "Project", project);
                }
                builder.CloseComponent();
            }));
            if (refused is not (null or AccessDeniedException) || refused is null != expected)
            {
                wrong.Add($"{route} for {who} in {project}: {refused?.GetType().Name ?? "shown"} {refused?.Message}");
            }
        }
    }

    [Fact]
    public void WhateverAComponentIsGiven_AsksWhoItIs()
    {
        var open = Components().SelectMany(Injected).Distinct().Where(type => !Neutral.Contains(type.Name))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(method => !method.IsPrivate && !method.IsSpecialName && method.GetParameters().FirstOrDefault()?.ParameterType != typeof(Caller))
                .Select(method => $"{type.Name}.{method.Name}"));

        Assert.Empty(open);
    }

    private static IEnumerable<Type> Components() => typeof(Caller).Assembly.GetTypes().Where(type => typeof(IComponent).IsAssignableFrom(type) && !type.IsAbstract);

    private static IEnumerable<Type> Injected(Type component) => component
        .GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(property => property.IsDefined(typeof(InjectAttribute))).Select(property => property.PropertyType);

    private static IEnumerable<(Type Type, string Route)> Pages() => Components().Where(type => !type.IsDefined(typeof(ExcludeFromInteractiveRoutingAttribute)))
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>().Select(route => (type, route.Template)));

    // the same pages at the addresses of what is one's own or everybody's; RoleIn says who is what there
    private static bool IsOwn(string route) => route.StartsWith(ProjectAddress.Personal, StringComparison.Ordinal) || route.StartsWith(ProjectAddress.Shared, StringComparison.Ordinal);
}
