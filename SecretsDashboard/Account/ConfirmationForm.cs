using System.ComponentModel.DataAnnotations;

namespace SecretsDashboard.Account;

/// <summary>What is asked before one's second factor is changed: that it is oneself.</summary>
public sealed class ConfirmationForm
{
    [Required(ErrorMessage = "Your password or a code is required")]
    public string? Confirmation { get; set; }
}
