using Microsoft.AspNetCore.Components;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>One's own name, address, role and projects.</summary>
public sealed partial class ProfileSection
{
    private const string FormName = "profile";

    private OwnProfile profile = default!;
    private string? problem;

    [Inject] private OwnProfileStore Store { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromForm(FormName = FormName)] private ProfileForm? Form { get; set; }

    /// <summary><c>name</c>: it was changed just now.</summary>
    [SupplyParameterFromQuery] private string? Saved { get; set; }

    private string Meaning => profile.Role switch
    {
        InstanceRole.Owner => "Manages this server: people, projects and settings.",
        InstanceRole.Admin => "Manages people, and creates projects.",
        _ => "Uses the projects that managers add you to.",
    };

    protected override async Task OnInitializedAsync()
    {
        profile = await Store.ReadAsync(CurrentCaller.Of(HttpContext), HttpContext.RequestAborted);
        Form ??= new ProfileForm { Name = profile.Name };
    }

    private async Task RenameAsync()
    {
        problem = (await Store.RenameAsync(CurrentCaller.Of(HttpContext), Form!, HttpContext.RequestAborted)).Answer(HttpContext);
        if (problem is null)
        {
            // the frame around the page was made with the old name
            Navigation.NavigateTo("/account?Saved=name");
        }
    }
}
